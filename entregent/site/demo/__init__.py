"""The demonstration: invented houses, invented people, one invented year."""
