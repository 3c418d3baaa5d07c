"""What happened to a record, field by field, in words: who, when, before, after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from entregent.audit.search import history_of
from entregent.records.page import RecordPage
from entregent.records.values import Speller

PAGE = 50


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    at: datetime
    who: str
    what: str
    changes: list[Change]


class History:
    """Only the events that the page tells of, and of them only the fields that this viewer may read."""

    def __init__(self, page: RecordPage, field: str = "") -> None:
        self.page, self.speller = page, Speller(page.model, page.viewer)
        kept = page.kept_from_customers if page.viewer.is_customer else frozenset()
        self.words = {verb: words for verb, words in page.told_verbs().items() if verb not in kept}
        self.fields = [name for name in readable(page) if name not in kept]
        self.field = field if field in self.fields else ""

    def events(self) -> Any:
        events = history_of(self.page.record_type, self.page.record.pk).filter(verb__in=self.words).order_by("-id")
        return events.filter(particulars__changes__has_key=self.field) if self.field else events

    def latest(self, count: int) -> list[Line]:
        return self.lines(self.events()[:count])

    def lines(self, events: Any) -> list[Line]:
        found = list(events)
        self.speller.prepare(
            (name, value) for event in found for name, pair in self.changes_of(event) for value in pair
        )
        return [self.line(event) for event in found]

    def line(self, event: Any) -> Line:
        who = event.particulars.get("actor_name") or _("Someone")
        changes = [
            Change(self.page.label_of(name), self.speller.words(name, before), self.speller.words(name, after))
            for name, (before, after) in self.changes_of(event)
        ]
        return Line(event.at, who, str(self.words[event.verb]), changes)

    def changes_of(self, event: Any) -> Iterator[tuple[str, tuple[Any, Any]]]:
        told = event.particulars.get("changes") or {}
        for name in self.fields:  # in the order of the page: a database gives keys in its own
            if len(told.get(name, ())) == 2:
                yield name, (told[name][0], told[name][1])

    def choices(self) -> list[tuple[str, str]]:
        """Fields to filter by, under their labels."""
        return [(name, self.page.label_of(name)) for name in self.fields]


def readable(page: RecordPage) -> list[str]:
    """Fields of the panels and what the page adds: no other name of an event is ever shown."""
    return [*(name for name in page.fields if "__" not in name), *page.told_fields]
