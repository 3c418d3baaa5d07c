"""Pages of notifications, thirty lines each, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from entregent.core.clock import now
from entregent.notify.bell import Line

SIZE = 30


@dataclass(frozen=True)
class Day:
    label: str
    lines: list[Line]


def page_of_rows(rows: Any, page: str | None) -> Page[Any]:
    """One page of the rows: the first for a number that is none, the last for one too high."""
    return Paginator(rows, SIZE).get_page(page)


def by_day(found: list[Line]) -> list[Day]:
    days = groupby(found, key=lambda line: timezone.localdate(line.at))
    return [Day(day_words(day), list(of_it)) for day, of_it in days]


def day_words(day: date) -> str:
    today = timezone.localdate(now())
    if day >= today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return str(capfirst(date_format(day, "l j F Y")))
