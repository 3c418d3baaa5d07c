"""Entregent: the portal where a provider and its customers meet."""

__version__ = "0.1.0"
