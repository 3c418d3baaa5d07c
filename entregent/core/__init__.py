"""Bricks without models: guarded queries, folding, clock, links, the write lock of SQLite."""
