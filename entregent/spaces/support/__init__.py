"""Support: intervention requests, filed under contracts, answered, closed in two steps."""
