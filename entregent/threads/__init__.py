"""Conversations: a thread, its messages."""
