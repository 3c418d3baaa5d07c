"""Pages of this space, by what they are about."""
