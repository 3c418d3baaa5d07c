"""Houses, the people in them, how they sign in, and the Viewer: who looks, as whom."""
