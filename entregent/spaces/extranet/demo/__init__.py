"""A year of an invented management body. No town, firm or person of it exists."""
