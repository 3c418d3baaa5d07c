"""Fields: one declared line gives a column, its sort, its filter, its cells, its export and its input."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from entregent.core.words import Words
from entregent.lists.filters import Between, Choose, Contains, Filter, Numbers

formatted = lru_cache(8192)(lambda day, form, language: date_format(day, form))


@dataclass(frozen=True, slots=True)
class Cell:
    """What a template prints: ready-made text, no look-up left to do."""

    kind: str
    text: str = ""
    label: str = ""
    hint: str = ""
    tone: str = ""
    icon: str = ""
    datetime: str = ""


def everyone(viewer: Any) -> bool:
    return True


@dataclass(frozen=True)
class Field:
    """Data only. name: the path of the value from the row.

    Field("user__email", _("E-mail"), slug="mail", filter=True)

    sort: another path to sort by, "-" for none. slug: its name in addresses. filter: whether one may filter by it.
    shown: False for a column that stays away until it is chosen. who: the viewers who have it.
    yields: 1 for a column that gives its place to the others on a screen of middling width, 2 for one that does sooner.
    """

    name: str
    label: Words
    sort: str = ""
    slug: str = ""
    filter: bool = False
    shown: bool = True
    who: Callable[[Any], bool] = everyone
    yields: int = 0
    numeric: ClassVar[bool] = False
    kind: ClassVar[str] = "text"

    @property
    def key(self) -> str:
        """How addresses and saved columns call it."""
        return self.slug or self.name.replace("__", "-")

    @property
    def order(self) -> str:
        return "" if self.sort == "-" else self.sort or self.name

    def cell(self, value: Any) -> Cell:
        return Cell(self.kind, text=self.words(value), label=str(self.label))

    def words(self, value: Any) -> str:
        return "" if value is None else str(value)

    def plain(self, value: Any) -> Any:
        """The value as a sheet keeps it: a number as a number, a day as a day."""
        return self.words(value)

    def narrowing(self) -> Filter:
        """The filter that goes with this kind."""
        return Contains(self.key, self.label, self.order or self.name)


class Number(Field):
    numeric = True
    kind = "code"

    def plain(self, value: Any) -> Any:
        return value

    def narrowing(self) -> Filter:
        return Numbers(self.key, self.label, self.name)


class Link(Field):
    """The cell that holds the row's link."""

    kind = "link"


@dataclass(frozen=True)
class Person(Field):
    nobody: Words = "–"
    kind: ClassVar[str] = "person"

    def cell(self, value: Any) -> Cell:
        return Cell("person" if value else "text", text=str(value or self.nobody), label=str(self.label))

    def words(self, value: Any) -> str:
        return str(value or self.nobody)


class Day(Field):
    kind = "day"

    def cell(self, value: date | datetime | None) -> Cell:
        day = self.plain(value)
        stamp = day.isoformat() if day else ""
        return Cell("day" if day else "text", text=self.words(day), label=str(self.label), datetime=stamp)

    def words(self, value: date | datetime | None) -> str:
        day = self.plain(value)
        return str(formatted(day, "SHORT_DATE_FORMAT", get_language())) if day else "–"

    def plain(self, value: date | datetime | None) -> date | None:
        return timezone.localtime(value).date() if isinstance(value, datetime) else value

    def narrowing(self) -> Filter:
        return Between(self.key, self.label, self.name)


class Moment(Field):
    kind = "moment"

    def cell(self, value: datetime | None) -> Cell:
        stamp = timezone.localtime(value).isoformat() if value else ""
        return Cell(
            "moment" if value else "text", text=self.words(value), label=str(self.label), datetime=stamp
        )  # fmt: skip

    def words(self, value: datetime | None) -> str:
        return str(date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")) if value else "–"

    def plain(self, value: datetime | None) -> datetime | None:
        return value

    def narrowing(self) -> Filter:
        return Between(self.key, self.label, self.name)


@dataclass(frozen=True)
class Flag(Field):
    """Yes or no, told by a word as well as by a colour. read: turns the value into the answer."""

    yes: Words = ""
    no: Words = ""
    read: Callable[[Any], bool] = bool
    kind: ClassVar[str] = "flag"

    def cell(self, value: Any) -> Cell:
        told = self.read(value)
        return Cell(
            "flag", text=self.words(value), label=str(self.label),
            tone="done" if told else "neutral", icon="check" if told else "minus",
        )  # fmt: skip

    def words(self, value: Any) -> str:
        return str(self.yes if self.read(value) else self.no)

    def narrowing(self) -> Filter:
        return Choose(self.key, self.label, self.name, (("oui", True, self.yes), ("non", False, self.no)))


@dataclass(frozen=True)
class Status(Field):
    """states: value → object with slug, label, tone and icon."""

    states: Mapping[str, Any] | None = None
    kind: ClassVar[str] = "status"

    def cell(self, value: Any) -> Cell:
        state = self._state(value)
        return Cell("status", text=str(state.label), label=str(self.label), tone=state.tone, icon=state.icon)

    def words(self, value: Any) -> str:
        return str(self._state(value).label)

    def narrowing(self) -> Filter:
        states = (self.states or {}).items()
        return Choose(self.key, self.label, self.name, tuple((state.slug, key, state.label) for key, state in states))

    def _state(self, value: Any) -> Any:
        return (self.states or {})[value]


@dataclass(frozen=True)
class Mark(Field):
    """A sign on the rows that wait for the reader; empty elsewhere."""

    hint: Words = ""
    icon: str = "mail"
    kind: ClassVar[str] = "mark"

    def cell(self, value: Any) -> Cell:
        if not value:
            return Cell("mark", label=str(self.label))
        return Cell("mark", text=str(self.hint), label=str(self.label), tone="attention", icon=self.icon)

    def words(self, value: Any) -> str:
        return str(self.hint) if value else ""

    def narrowing(self) -> Filter:
        return Choose(self.key, self.label, self.name, (("oui", True, self.hint),))


@dataclass(frozen=True)
class Worded(Field):
    """A code told in words. told: value → text."""

    told: Callable[[Any], Words] = str

    def words(self, value: Any) -> str:
        return str(self.told(value))
