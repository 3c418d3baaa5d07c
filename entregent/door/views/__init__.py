"""Pages at the door, and those of one's own account."""
