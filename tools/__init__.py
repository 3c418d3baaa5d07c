"""The commands under bin/, in Python: set-up, locks, catalogues, throw-away PostgreSQL, steps of CI."""
