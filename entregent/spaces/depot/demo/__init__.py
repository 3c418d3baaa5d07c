"""A year of an invented accounting firm and its clients. No town, body or person of it exists."""
