"""Template tags of this space."""
