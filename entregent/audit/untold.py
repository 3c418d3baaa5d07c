"""What is undone within its time was never told: it and its undoing stay in the history, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from entregent.core.clock import now

_gathered: ContextVar[list[int] | None] = ContextVar("gathered", default=None)
_untold: ContextVar[bool] = ContextVar("untold", default=False)
_forgetters: list[Callable[[Collection[int]], object]] = []


@contextmanager
def gathering_events() -> Iterator[list[int]]:
    """Gives the keys of the events recorded inside, in their order."""
    found: list[int] = []
    token = _gathered.set(found)
    try:
        yield found
    finally:
        _gathered.reset(token)


@contextmanager
def untold_events() -> Iterator[None]:
    """Events recorded inside are told to nobody: they take back what was told to nobody either."""
    token = _untold.set(True)
    try:
        yield
    finally:
        _untold.reset(token)


def is_untold() -> bool:
    return _untold.get()


def note_recorded(event: Any) -> None:
    """Called for each event that is recorded."""
    gathered = _gathered.get()
    if gathered is not None:
        gathered.append(event.pk)


def take_back_events(ids: Collection[int]) -> None:
    """Tell no more of these. Whoever told of them forgets it, in this transaction."""
    from entregent.audit.models import Event  # noqa: PLC0415 (see recording)

    Event.objects.filter(pk__in=ids).update(taken_back_at=now())
    for forget in _forgetters:
        forget(ids)


def when_taken_back(forget: Callable[[Collection[int]], object]) -> None:
    """Calls `forget(keys of events)` for what is taken back."""
    if forget not in _forgetters:
        _forgetters.append(forget)
