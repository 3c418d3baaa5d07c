"""Requests for an account, or for an update of one, from people who cannot sign in; the staff of the house decides."""
