"""Houses, the people in them, and the Viewer: who looks, as whom."""
