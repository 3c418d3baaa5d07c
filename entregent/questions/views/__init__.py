"""Pages where staff define questions, and the part of a form that follows from its answers."""
