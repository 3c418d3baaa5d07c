"""The trades: each puts its own words on the rooms below. Spaces never see one another."""
