"""Who is told of what: one recipients class per family of events, and the news."""
