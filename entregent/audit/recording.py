"""Writes events, and tells those who subscribed, in the transaction of the act itself."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db import models, transaction
from django.db.transaction import TransactionManagementError

from entregent.audit.particulars import digest, plain
from entregent.audit.untold import is_untold, note_recorded
from entregent.core.clock import now

if TYPE_CHECKING:
    from entregent.audit.models import Event

Handler = Callable[["Event", models.Model], object]
_subscribers: list[tuple[str, Handler]] = []


class Actor(Protocol):
    """Whoever acts: a Viewer, or SYSTEM."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def membership_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class System:
    user_id: None = None
    membership_id: None = None
    name: str = ""


SYSTEM = System()


@dataclass(frozen=True, slots=True)
class Told:
    """What an event is made of, as `record` says it."""

    verb: str
    on: models.Model
    by: Actor
    house_id: int | None
    dossier_id: int | None
    particulars: dict[str, Any]


def subscribe(prefix: str, handler: Handler) -> None:
    """Calls `handler(event, record)` for each event whose verb begins with `prefix`.

    It is called inside the transaction of the act, with the record as the act left it: what it
    writes is kept with the act, what it raises undoes the act.
    """
    if (prefix, handler) not in _subscribers:
        _subscribers.append((prefix, handler))


def record(
    verb: str,
    on: models.Model,
    *,
    by: Actor,
    house_id: int | None,
    dossier_id: int | None = None,
    **particulars: Any,
) -> "Event":
    """Writes that `by` did `verb` ("support.intervention.opened") to the record `on`.

    `particulars` may name people: they can be erased later, the rest of the event cannot.
    Raises TransactionManagementError outside of transaction.atomic, ValueError for a record
    that is not saved.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("audit.record() belongs in the transaction of the act it tells of.")
    if on.pk is None:
        raise ValueError(f"{verb}: the record is not saved yet.")
    told = Told(verb, on, by, house_id, dossier_id, particulars)
    event = _event(told, taken_back_at=now() if is_untold() else None)
    event.save(force_insert=True)
    note_recorded(event)
    for prefix, handler in _subscribers:
        if verb.startswith(prefix):
            handler(event, on)
    return event


def record_past(told: Iterable[tuple[datetime, Told]]) -> None:
    """Writes many events at once, each at its moment, in the order given: what a nightly job did to thousands of rows.

    Nobody is told, since subscribers live in the present. The worker seals these events like any other.
    """
    from entregent.audit.models import Event  # noqa: PLC0415 (see _event)

    Event.objects.bulk_create(_event(one, at=at) for at, one in told)


def _event(told: Told, **more: Any) -> "Event":
    # Imported late: this module is part of the application's own package, loaded before any model.
    from entregent.audit.models import Event  # noqa: PLC0415

    particulars = plain({"actor_name": told.by.name, **told.particulars})
    salt = secrets.token_hex(16)
    return Event(
        verb=told.verb,
        record_type=told.on._meta.label_lower,
        record_id=str(told.on.pk),
        house_id=told.house_id,
        dossier_id=told.dossier_id,
        space=_space_of(told),
        actor_user_id=told.by.user_id,
        actor_membership_id=told.by.membership_id,
        particulars=particulars,
        salt=salt,
        digest=digest(particulars, salt),
        **more,
    )


def _space_of(told: Told) -> str:
    """Of the record, which may stand in the room of a space or name one; else where whoever acts is."""
    own = told.on.own_space() if hasattr(told.on, "own_space") else ""
    return str(own or getattr(told.on, "space", "") or getattr(told.by, "space", ""))
