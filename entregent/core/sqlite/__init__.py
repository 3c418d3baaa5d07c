"""SQLite, with writers that queue in front of the file instead of polling it."""
