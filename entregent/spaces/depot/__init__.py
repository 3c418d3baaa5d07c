"""Documents: what clients hand to their accountant or adviser, taken in charge and filed; what the firm publishes."""
