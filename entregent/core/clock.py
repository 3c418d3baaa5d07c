"""What time it is: the only clock, so that tests, drills and the demonstration's story can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _pretended.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, it is another moment: what is written then bears that date."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)
