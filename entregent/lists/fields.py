"""Fields of a list: one declaration gives a column, its sort, its search and its cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise


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


@dataclass(frozen=True)
class Field:
    """name: the path of the value from the row. sort: another path to sort by; "-" for none."""

    name: str
    label: str | Promise
    sort: str = ""
    search: str = ""  # a folded column that quick search looks into
    numeric: bool = False

    @property
    def order(self) -> str:
        return "" if self.sort == "-" else self.sort or self.name

    def cell(self, value: Any) -> Cell:
        return Cell("text", text="" if value is None else str(value), label=str(self.label))


class Number(Field):
    def cell(self, value: Any) -> Cell:
        return Cell("code", text="" if value is None else str(value), label=str(self.label))


class Link(Field):
    """The cell that holds the row's link."""

    def cell(self, value: Any) -> Cell:
        return Cell("link", text=str(value), label=str(self.label))


@dataclass(frozen=True)
class Person(Field):
    nobody: str | Promise = "–"

    def cell(self, value: Any) -> Cell:
        return Cell("person" if value else "text", text=str(value or self.nobody), label=str(self.label))


class Day(Field):
    def cell(self, value: date | datetime | None) -> Cell:
        if value is None:
            return Cell("text", text="–", label=str(self.label))
        day = timezone.localtime(value).date() if isinstance(value, datetime) else value
        return Cell("day", text=date_format(day, "SHORT_DATE_FORMAT"), label=str(self.label), datetime=day.isoformat())


class Moment(Field):
    def cell(self, value: datetime | None) -> Cell:
        if value is None:
            return Cell("text", text="–", label=str(self.label))
        local = timezone.localtime(value)
        return Cell(
            "moment",
            text=date_format(local, "SHORT_DATETIME_FORMAT"),
            label=str(self.label),
            datetime=local.isoformat(),
        )


@dataclass(frozen=True)
class Flag(Field):
    """Yes or no, told by a word as well as by a colour. read: turns the value into the answer."""

    yes: str | Promise = ""
    no: str | Promise = ""
    read: Callable[[Any], bool] = bool

    def cell(self, value: Any) -> Cell:
        if self.read(value):
            return Cell("flag", text=str(self.yes), label=str(self.label), tone="done", icon="check")
        return Cell("flag", text=str(self.no), label=str(self.label), tone="neutral", icon="minus")


@dataclass(frozen=True)
class Status(Field):
    """states: value → object with label, tone and icon."""

    states: Any = None

    def cell(self, value: Any) -> Cell:
        state = self.states[value]
        return Cell("status", text=str(state.label), label=str(self.label), tone=state.tone, icon=state.icon)


@dataclass(frozen=True)
class Mark(Field):
    """A sign on the rows that wait for the reader; empty elsewhere."""

    hint: str | Promise = ""
    icon: str = "mail"

    def cell(self, value: Any) -> Cell:
        if not value:
            return Cell("mark", label=str(self.label))
        return Cell("mark", text=str(self.hint), label=str(self.label), tone="attention", icon=self.icon)


@dataclass(frozen=True)
class Worded(Field):
    """A code told in words. words: value → text."""

    words: Callable[[Any], str | Promise] = str

    def cell(self, value: Any) -> Cell:
        return Cell("text", text=str(self.words(value)), label=str(self.label))
