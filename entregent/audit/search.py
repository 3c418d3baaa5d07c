"""How pages read events."""

from collections.abc import Collection
from typing import Protocol

from django.db.models import Q, QuerySet

from entregent.audit.models import Event


class Looker(Protocol):
    """The part of people.Viewer that is needed here."""

    @property
    def side(self) -> str: ...
    @property
    def house_id(self) -> int | None: ...
    @property
    def spaces(self) -> Collection[str]: ...


def events_seen_by(viewer: Looker) -> QuerySet[Event]:
    """Newest first: all for the platform, else those of the viewer's own house and spaces; none for customers."""
    events = Event.objects.order_by("-id")
    if viewer.side == "platform":
        return events
    if viewer.side != "provider" or viewer.house_id is None:
        return events.none()
    return events.filter(Q(space=None) | Q(space__in=("", *viewer.spaces)), house_id=viewer.house_id)


def history_of(record_type: str, record_id: object) -> QuerySet[Event]:
    """The events of one record, oldest first.

    Asks nobody: call it only for a record that was already found among what the viewer sees.
    """
    return Event.objects.filter(record_type=record_type, record_id=str(record_id)).order_by("id")


def latest() -> int:
    """Key of the latest event of all; 0 before the first."""
    return Event.objects.order_by("-id").values_list("id", flat=True).first() or 0


def last_statuses(prefix: str) -> dict[str, str]:
    """For the checks: record id → the status that its latest event with one tells of.

    Reads every event whose verb begins with `prefix`; erased events tell nothing.
    """
    events = Event.objects.filter(verb__startswith=prefix, particulars__has_key="status").order_by("id")
    return dict(events.values_list("record_id", "particulars__status"))


def existing_events(ids: Collection[int]) -> set[int]:
    """Of these events, for the checks, those that exist."""
    every = sorted(ids)
    # A database takes only so many values in one question.
    parts = (every[start : start + 500] for start in range(0, len(every), 500))
    return {pk for part in parts for pk in Event.objects.filter(pk__in=part).values_list("pk", flat=True)}
