"""Event: who did what to which record. The only history there is, sealed in a chain."""

from entregent.audit.recording import SYSTEM, Actor, record, subscribe

__all__ = ["SYSTEM", "Actor", "record", "subscribe"]
