"""Folders of documents that a house publishes: for whom, from when to when, in which version, and who has read them."""
