"""The demonstration of a secretariat."""
