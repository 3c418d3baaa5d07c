"""Whole months, as an address names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from entregent.dashboards.chart import following, last_months

FIRST, LAST = "du", "au"
LONGEST = 36


@dataclass(frozen=True)
class Period:
    """first, last: the first days of two months, both included."""

    first: date
    last: date

    @classmethod
    def read(cls, given: Mapping[str, str], today: date) -> Period:
        """The months of an address, or the last twelve; three years at most, and none to come."""
        present, known = today.replace(day=1), {name: month(given.get(name, "")) for name in (FIRST, LAST)}
        last = min(known[LAST] or present, present)
        first = known[FIRST] or last_months(last)[0]
        first, last = min(first, last), max(min(first, present), last)
        return cls(max(first, last_months(last, LONGEST)[0]), last)

    @property
    def months(self) -> list[date]:
        return last_months(self.last, (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1)

    @property
    def last_day(self) -> date:
        return following(self.last) - timedelta(days=1)

    @property
    def starts(self) -> list[datetime]:
        """Midnight of each first day, where the viewer lives; then the one that ends the last month."""
        return [timezone.make_aware(datetime.combine(one, time())) for one in (*self.months, following(self.last))]

    def within(self, column: str) -> dict[str, datetime]:
        starts = self.starts
        return {f"{column}__gte": starts[0], f"{column}__lt": starts[-1]}

    def place(self, column: str) -> Any:
        """For each row of the period, the place of its month. Bounds compared: no function is called on each row."""
        return _bisection(column, self.starts, 0, len(self.months) - 1)

    @property
    def given(self) -> dict[str, str]:
        """As an address names it."""
        return {FIRST: f"{self.first:%Y-%m}", LAST: f"{self.last:%Y-%m}"}

    def __str__(self) -> str:
        first, last = (date_format(one, "F Y") for one in (self.first, self.last))
        return first if first == last else pgettext("months", "%(first)s to %(last)s") % {"first": first, "last": last}


def month(text: str) -> date | None:
    """« 2026-11 »; None for what is no month."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None


def _bisection(column: str, starts: list[datetime], first: int, last: int) -> Any:
    """Halves are halved again: five questions a row for three years, where one after another would be eighteen."""
    if first == last:
        return Value(first)
    middle = (first + last) // 2
    before, after = _bisection(column, starts, first, middle), _bisection(column, starts, middle + 1, last)
    return Case(When(**{f"{column}__lt": starts[middle + 1]}, then=before), default=after, output_field=IntegerField())
