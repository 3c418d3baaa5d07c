"""One act on many records makes one mail to each person: what it would tell at once waits for the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

WAIT = timedelta(minutes=2)  # then the digest takes all that came
_bundled: ContextVar[bool] = ContextVar("bundled", default=False)


@contextmanager
def bundle_mails(count: int) -> Iterator[None]:
    """Mails of the events recorded inside are gathered when they come of more than one record."""
    token = _bundled.set(_bundled.get() or count > 1)
    try:
        yield
    finally:
        _bundled.reset(token)


def is_bundled() -> bool:
    return _bundled.get()
