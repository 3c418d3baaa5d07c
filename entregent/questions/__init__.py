"""Forms defined on screen, and answers checked by the same definition."""
