"""Event: who did what to which record. The only history there is, sealed in a chain."""

from entregent.audit.recording import SYSTEM, Actor, Told, record, record_past, subscribe

__all__ = ["SYSTEM", "Actor", "Told", "record", "record_past", "subscribe"]
