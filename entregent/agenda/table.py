"""The days of agendas as one table: a row wherever a piece begins, a cell as high as its piece is long."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Final

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entregent.agenda.models.engagement import BLOCK
from entregent.agenda.slots import BUSY, MINUTE, VISIT, Day, Piece
from entregent.core.clock import now

FIRST, LAST = time(8), time(19)  # shown even where nothing is worked
HOUR: Final = timedelta(hours=1)
QUARTER: Final = timedelta(minutes=15)


@dataclass(frozen=True)
class Shown:
    """A piece in its place. key: of its beginning, the same for the script after a refresh."""

    piece: Piece
    day: Day
    column: int
    span: int
    is_past: bool
    may_book: bool

    @property
    def key(self) -> str:
        return f"{self.day.agenda.pk}-{self.minute}"

    @property
    def minute(self) -> int:
        """Since the epoch: no change of clocks makes two of them alike."""
        return self.piece.epoch_minute

    @property
    def slot(self) -> str:
        """What a form sends of it."""
        return f"{self.minute}:{self.piece.minutes}"

    @cached_property
    def hour(self) -> str:
        return wall_words(self.piece.start, self.day)

    @property
    def look(self) -> str:
        """The classes of the cell."""
        outside = " is-outside" if self.piece.is_outside and not self.is_block else ""
        return f"slot is-{self.piece.kind}{' is-past' if self.is_past else ''}{outside}"

    @property
    def words(self) -> str:
        """What is read in it when nothing holds it."""
        free = {VISIT: _("visit"), BUSY: ""}
        return free.get(self.piece.kind, _("free") if self.piece.is_bookable else _("not worked"))

    @property
    def name(self) -> str:
        """« samedi 28 mars 09:15, libre »."""
        said = self.words or ", ".join(map(str, self.piece.engagements))
        words = _("outside working hours")  # apart: older Pythons find no message within an f-string
        outside = f", {words}" if self.piece.is_outside and not self.is_block else ""
        return f"{self.place}, {said}{outside}"

    @property
    def place(self) -> str:
        """« samedi 28 mars 09:15 », for the names of its buttons."""
        return f"{_day_words(self.day.day, get_language())} {self.hour}"

    @property
    def words_cancel(self) -> str:
        return _("Cancel the appointment of %(slot)s") % {"slot": self.place}

    @property
    def words_block(self) -> str:
        return _("Block %(slot)s") % {"slot": self.place}

    @property
    def words_close(self) -> str:
        return _("Close %(slot)s") % {"slot": self.place}

    @property
    def words_reopen(self) -> str:
        return _("Open %(slot)s again") % {"slot": self.place}

    @property
    def is_block(self) -> bool:
        return all(one.kind == BLOCK for one in self.piece.engagements)


@dataclass(frozen=True)
class Row:
    hour: str
    cells: list[Shown]
    is_full_hour: bool = False


class Table:
    """days: the columns, each of one agenda and one date. books: keys of the agendas where the viewer books."""

    def __init__(self, days: Sequence[Day], books: Collection[int] = (), *, whole: bool = False) -> None:
        self.days, self.books, self.whole, self.moment = days, books, whole, now()

    @cached_property
    def rows(self) -> list[Row]:
        keys = self.keys
        cells: dict[int, list[Shown]] = {key: [] for key in keys}
        for column, day in enumerate(self.days):
            may = day.agenda.pk in self.books
            for piece in day.pieces:
                start, end = max(self.key(day, piece.start), keys[0]), self.key(day, piece.end)
                span = bisect_left(keys, end) - bisect_left(keys, start)
                if span > 0 and start in cells:
                    cells[start].append(Shown(piece, day, column, span, piece.start < self.moment, may))
        return [Row(self.label(key), cells[key], is_full_hour=not key % 60) for key in keys]

    @cached_property
    def keys(self) -> list[int]:
        """Of the rows, in minutes of the wall; the hour that autumn shows twice has its minutes twice."""
        low, high = self.bounds
        marks = {self.key(day, mark) for day in self.days for mark in (*day.marks, *_hours(day))}
        return sorted({low, *(key for key in marks if low <= key < high)})

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """From eight to seven, wider where something is worked or held earlier or later; or the whole day."""
        ends = [(self.key(day, day.start), self.key(day, day.end)) for day in self.days]
        if self.whole:
            return min(low for low, _high in ends), max(high for _low, high in ends)
        pieces = [(day, piece) for day in self.days for piece in day.pieces if piece.is_bookable or piece.engagements]
        lows = [self.key(day, piece.start) // 60 * 60 for day, piece in pieces]
        highs = [-(-self.key(day, piece.end) // 60) * 60 for day, piece in pieces]
        return min([FIRST.hour * 60, *lows]), max([LAST.hour * 60 + self.repeated, *highs])

    def key(self, day: Day, moment: datetime) -> int:
        """Minutes of the wall since the midnight of the day, plus those that autumn repeats."""
        if moment >= day.end:
            return 24 * 60 + self.repeated
        local = moment.astimezone(day.agenda.clock)
        minutes = local.hour * 60 + local.minute
        return minutes + self.repeated if self.repeated and (local.fold or minutes >= self.fold_end) else minutes

    @cached_property
    def repeated(self) -> int:
        """Minutes that a day of the table has twice; none on most."""
        return max([0, *((day.end - day.start - timedelta(days=1)) // MINUTE for day in self.days)])

    @cached_property
    def fold_end(self) -> int:
        """Minutes of the wall where the repeated time ends."""
        long = next(day for day in self.days if (day.end - day.start) > timedelta(days=1))
        steps = (long.start + count * QUARTER for count in range(100))
        again = [local for step in steps if (local := step.astimezone(long.agenda.clock)).fold]
        return again[0].hour * 60 + again[0].minute + self.repeated

    def label(self, key: int) -> str:
        """« 09:15 »; in the hour that autumn shows twice, which of the two."""
        folded = self.repeated and self.fold_end <= key < self.fold_end + self.repeated
        wall = key - self.repeated if self.repeated and key >= self.fold_end else key
        words = f"{wall // 60 % 24:02}:{wall % 60:02}"
        if folded:
            return _("%(hour)s (winter time)") % {"hour": words}
        doubled = self.repeated and self.fold_end - self.repeated <= key < self.fold_end
        return _("%(hour)s (summer time)") % {"hour": words} if doubled else words


@lru_cache(1024)
def _day_words(day: date, language: str) -> str:
    return date_format(day, "l j F")


def wall_words(moment: datetime, day: Day) -> str:
    """The hour of a moment, and which of two where autumn shows it twice."""
    local = moment.astimezone(day.agenda.clock)
    words = time_format(local.time(), "H:i")
    other = local.replace(fold=1 - local.fold)
    if other.utcoffset() == local.utcoffset() or _is_left_out(local):
        return words
    said = _("%(hour)s (winter time)") if local.fold else _("%(hour)s (summer time)")
    return said % {"hour": words}


def _is_left_out(local: datetime) -> bool:
    """Whether spring has no such time: then nothing is ambiguous."""
    return (local.replace(fold=0).utcoffset() or timedelta()) < (local.replace(fold=1).utcoffset() or timedelta())


def _hours(day: Day) -> list[datetime]:
    return [day.start + count * HOUR for count in range((day.end - day.start) // HOUR)]
