"""Invented data in bulk, to measure with."""
