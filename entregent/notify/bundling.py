"""One act on many records makes one mail to each person: what it would tell at once waits for the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

WAIT = timedelta(minutes=2)  # then the digest takes all that came
_waits: ContextVar[timedelta | None] = ContextVar("waits", default=None)


@contextmanager
def bundle_mails(count: int, undone_for: timedelta | None = None) -> Iterator[None]:
    """Mails of the events recorded inside are gathered when they come of more than one record.

    undone_for: how long what happens inside can be undone; nothing is mailed of it before.
    """
    wait = undone_for or (WAIT if count > 1 else None)
    token = _waits.set(wait or _waits.get())
    try:
        yield
    finally:
        _waits.reset(token)


def wait_of_mails() -> timedelta | None:
    """How long mails of what happens now are gathered; None for those that leave at once."""
    return _waits.get()
