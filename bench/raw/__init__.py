"""Pages as one would write them by hand: one statement of SQL, strings, and the frame of the real page."""
