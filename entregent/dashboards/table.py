"""A table of figures: what a page shows, a chart draws and a file holds is this one object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from entregent.core.words import Words
from entregent.exports.export import Export, Value

COUNT: Final = "count"
LENGTH: Final = "length"  # a timedelta, in whole minutes
SHARE: Final = "share"  # per cent
MEAN: Final = "mean"  # one decimal
BALANCE: Final = "balance"  # a difference of shares: it has a sign
TEXT: Final = "text"


@dataclass(frozen=True)
class Column:
    """over: a heading that it shares with its neighbours."""

    key: str
    label: Words
    kind: str = COUNT
    over: Words = ""

    @property
    def heading(self) -> str:
        """In full, with its unit, where there is one line of headings and bare numbers."""
        label = _("%(label)s (%%)") % {"label": self.label} if self.kind == SHARE else str(self.label)
        return pgettext("heading", "%(over)s: %(label)s") % {"over": self.over, "label": label} if self.over else label


@dataclass(frozen=True)
class Line:
    """name: what is counted; short: under a bar. url: where it is seen more closely. urls: lists, by column."""

    name: str
    values: Mapping[str, Value]
    short: str = ""
    url: str = ""
    urls: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Cell:
    """heading: its column's, which a narrow screen shows beside it."""

    text: str
    heading: str
    is_text: bool
    url: str = ""


@dataclass(frozen=True)
class Table:
    """slug: in the address of its file. head: what its lines are. total: of all that is counted, not only of lines."""

    slug: str
    title: str
    head: str
    columns: Sequence[Column]
    lines: Sequence[Line]
    total: Line | None = None

    def only(self, *keys: str) -> Table:
        return replace(self, columns=[one for one in self.columns if one.key in keys])

    def titled(self, title: str) -> Table:
        return replace(self, title=title)

    @property
    def overs(self) -> list[tuple[str, int]]:
        """Shared headings, each with how many columns it spans; none when no column has one."""
        spans: list[tuple[str, int]] = []
        for column in self.columns:
            over = str(column.over)
            if spans and over and spans[-1][0] == over:
                spans[-1] = (over, spans[-1][1] + 1)
            else:
                spans.append((over, 1))
        return spans if any(over for over, _span in spans) else []

    @property
    def rows(self) -> Iterator[tuple[Line, list[Cell]]]:
        """As a page shows them, the total last."""
        for line in (*self.lines, *([self.total] if self.total else [])):
            yield line, [self._cell(line, column) for column in self.columns]

    def export(self, sentence: str) -> Export:
        """The same as a file. sentence: what was chosen, in words."""
        every = (*self.lines, *([self.total] if self.total else []))
        rows = ([line.name, *(line.values.get(column.key) for column in self.columns)] for line in every)
        return Export(self.title, [self.head, *(column.heading for column in self.columns)], rows, sentence)

    def _cell(self, line: Line, column: Column) -> Cell:
        value = line.values.get(column.key)
        is_text = isinstance(value, str | Promise)
        return Cell(value_words(value, column.kind), column.heading, is_text, (line.urls or {}).get(column.key, ""))


def value_words(value: Value, kind: str) -> str:
    match value:
        case None:
            return "–"
        case timedelta():
            return length(value)
        case int() | Decimal() if kind == SHARE:
            return _("%(number)s %%") % {"number": number_format(value)}
        case int() if kind == BALANCE:
            return f"{value:+}".replace("-", "−") if value else "0"
        case int() | Decimal():
            return number_format(value, force_grouping=isinstance(value, int))
        case _:
            return str(value)


def length(value: timedelta) -> str:
    """« 26 h 05 », « 40 min »: hours are not turned into days, since an opening day has no fixed length."""
    hours, minutes = divmod(round(value / timedelta(minutes=1)), 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": minutes}
    return _("%(hours)s h %(minutes)s") % {
        "hours": number_format(hours, force_grouping=True),
        "minutes": f"{minutes:02}",
    }


def share(part: int, whole: int) -> int | None:
    """Per cent, rounded to the nearest, halves up; None of nothing."""
    return half_up(Decimal(100 * part) / whole) if whole else None


def half_up(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def minutes(number: float) -> timedelta:
    """Whole minutes, halves up."""
    return timedelta(minutes=half_up(Decimal(str(number))))
