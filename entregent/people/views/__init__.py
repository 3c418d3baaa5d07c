"""Pages at the door, and a person's own."""
