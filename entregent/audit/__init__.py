"""Event: who did what to which record. The only history there is, sealed in a chain."""

from entregent.audit.recording import SYSTEM, Actor, Told, record, record_past, subscribe
from entregent.audit.untold import gathering_events, take_back_events, untold_events, when_taken_back

__all__ = [
    "SYSTEM", "Actor", "Told", "gathering_events", "record", "record_past", "subscribe", "take_back_events",
    "untold_events", "when_taken_back",
]  # fmt: skip
