"""The hours of a house, whoever asks: deadlines are counted in them without anybody looking."""

from __future__ import annotations

from typing import Any

from entregent.agenda.hours import Hours
from entregent.agenda.models import ExceptionalDay, Timetable
from entregent.people.models import House
from entregent.people.sight import OfHouse


def timetable_of(house: House) -> Timetable:
    """Its own, or the usual week until it sets one (not saved)."""
    found: Timetable | None = every(Timetable, house).select_related("house").first()
    return found or Timetable(house=house)


def hours_of(house: House) -> Hours:
    return timetable_of(house).hours(every(ExceptionalDay, house))


def every(kind: type[OfHouse], house: House) -> Any:
    return kind.objects.unscoped("hours of a house, shown to all who look").filter(house=house)
