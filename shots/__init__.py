"""Pictures of every page of the demonstration, as each of its people sees it."""
