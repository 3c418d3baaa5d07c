"""A throw-away space: notes about customers, to prove what a space costs."""
