"""The hours of a house in words, for those who look: its ordinary week, and the days on which it will be closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby
from typing import Final

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from entregent.agenda.coming import closings
from entregent.agenda.models import ExceptionalDay, Timetable
from entregent.agenda.opening import timetable_of
from entregent.people.models import House
from entregent.people.viewer import Viewer

MONTHS_AHEAD: Final = timedelta(days=60)


@dataclass(frozen=True)
class Days:
    """Days of the week that follow one another, with the same hours. An empty tuple: closed."""

    names: str
    openings: tuple[str, ...]


@dataclass(frozen=True)
class Closing:
    first: date
    last: date
    name: str
    opening: str = ""  # an exceptional opening, in words


def week_of(house: House) -> list[Days]:
    """« Du lundi au vendredi : de 9 h 00 à 12 h 00 et de 14 h 00 à 18 h 00 »."""
    timetable = timetable_of(house)
    each = [(str(name), openings(timetable, weekday)) for weekday, name in WEEKDAYS.items()]
    return [days([name for name, _slots in same], hours) for hours, same in groupby(each, key=lambda pair: pair[1])]


def openings(timetable: Timetable, weekday: int) -> tuple[str, ...]:
    return tuple(span(start, until) for start, until in timetable.slots(weekday))


def span(start: time, until: time) -> str:
    told = {"opens": time_format(start, "TIME_FORMAT"), "closes": time_format(until, "TIME_FORMAT")}
    return _("from %(opens)s to %(closes)s") % told


def days(names: list[str], hours: tuple[str, ...]) -> Days:
    if len(names) == 1:
        return Days(names[0], hours)
    return Days(_("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}, hours)


def closings_of(viewer: Viewer, house: House, today: date) -> list[Closing]:
    """Of the two months to come, in order: public holidays, and exceptional days."""
    end = today + MONTHS_AHEAD
    special = ExceptionalDay.objects.visible_to(viewer).filter(house=house, last__gte=today, first__lte=end)
    told = [Closing(one.first, one.last, one.label, " ".join(span(*slot) for slot in one.slots)) for one in special]
    holidays = [
        Closing(one.day, one.day, one.name)
        for one in closings(timetable_of(house), today)
        if not one.is_worked and one.day <= end and not any(row.first <= one.day <= row.last for row in told)
    ]
    return sorted((*told, *holidays), key=lambda one: one.first)
