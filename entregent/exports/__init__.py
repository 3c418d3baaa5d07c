"""Rows in, a file or a page to print out; knows no model."""
