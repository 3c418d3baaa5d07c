"""Tiles and charts over rows that the viewer may see."""
