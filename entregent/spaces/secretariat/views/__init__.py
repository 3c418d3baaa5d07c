"""Pages of the secretariat and of its subscribers."""
