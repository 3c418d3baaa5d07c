"""The pages of this space."""
