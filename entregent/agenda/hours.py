"""Working time: until when, and for how long, counted in the hours that a house is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MIDNIGHT = time()
DAY = timedelta(days=1)
LONGEST_WAIT = 730  # days without an opening, after which a house is closed for good

Slot = tuple[time, time]  # from, until; until midnight is written 00:00
Span = tuple[datetime, datetime]


class NeverOpen(Exception):
    """The house has no opening within two years: nothing can be counted in its hours."""


@dataclass(frozen=True)
class Hours:
    """slots_of: the openings of a day, in order, in the house's own clock."""

    slots_of: Callable[[date], Sequence[Slot]]
    zone: ZoneInfo

    def works(self, day: date) -> bool:
        return bool(self.slots_of(day))

    def is_open(self, moment: datetime) -> bool:
        return any(start <= moment < end for start, end in self.spans(self.day_of(moment)))

    def opening_after(self, moment: datetime) -> datetime:
        """The moment itself when it is open, else the next opening. Raises NeverOpen."""
        return next(max(start, moment) for start, end in self.spans_from(moment))

    def after(self, moment: datetime, work: timedelta) -> datetime:
        """When so much working time has gone by. An hour lasts sixty minutes, whatever clocks do. Raises NeverOpen."""
        for start, end in self.spans_from(moment):
            begun = max(start, moment)
            if work <= end - begun:
                return begun + work
            work -= end - begun
        raise AssertionError("spans_from never ends")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time between two moments; none when they come in the other order."""
        days = range((self.day_of(end) - self.day_of(start)).days + 1)
        spans = (span for count in days for span in self.spans(self.day_of(start) + count * DAY))
        return sum((max(min(last, end) - max(first, start), timedelta()) for first, last in spans), timedelta())

    def minutes_between(self, start: datetime, end: datetime) -> int | None:
        """The same in whole minutes, to be kept beside a row; None for a house that never opens."""
        try:
            self.opening_after(start)
        except NeverOpen:
            return None
        return self.between(start, end) // timedelta(minutes=1)

    def deadline(self, moment: datetime, days: int) -> datetime:
        """The midnight that ends the so-many-th working day after the one of the moment. Raises NeverOpen."""
        return self._at(self.working_day_after(self.day_of(moment), days) + DAY, MIDNIGHT)

    def working_day_after(self, day: date, count: int) -> date:
        """The so-many-th working day after a day, which does not count itself. Raises NeverOpen."""
        for _ in range(count):
            day = next(self._working_days(day + DAY))
        return day

    def late_before(self, moment: datetime, days: int) -> datetime:
        """What began before this has had its so many working days, whole, by now. Raises NeverOpen."""
        day = self.day_of(moment)
        for _ in range(days):
            day = next(self._working_days(day - DAY, -DAY))
        return self._at(day, MIDNIGHT)

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def spans_from(self, moment: datetime) -> Iterator[Span]:
        """Every opening that ends after a moment, without end. Raises NeverOpen."""
        day = self.day_of(moment)
        while True:
            day = next(self._working_days(day))
            yield from (span for span in self.spans(day) if span[1] > moment)
            day += DAY

    def spans(self, day: date) -> list[Span]:
        """The openings of a day as moments, in UTC: sums stay right on the days when clocks change."""
        return [
            (self._at(day, start), self._at(day + DAY if until == MIDNIGHT else day, until))
            for start, until in self.slots_of(day)
        ]

    def _working_days(self, day: date, step: timedelta = DAY) -> Iterator[date]:
        found = (day + count * step for count in range(LONGEST_WAIT))
        yield from (one for one in found if self.works(one))
        raise NeverOpen

    def _at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, self.zone).astimezone(UTC)
