"""The hours of a week, of holidays and of exceptional days: plain values, whatever row they were read from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, time
from typing import Protocol
from zoneinfo import ZoneInfo

from entregent.agenda import holidays
from entregent.agenda.hours import Hours, Slot

Week = list[list[list[str]]]  # for each day, Monday first, its openings as pairs of "HH:MM"


class Special(Protocol):
    """Days on which a house opens, or closes, against its habit. opens, closes: both, or none for a closing."""

    first: date
    last: date
    opens: time | None
    closes: time | None


class Habit(Protocol):
    """region: whose public holidays. worked: French names of those that close nothing."""

    week: Week
    region: str
    worked: Collection[str]


def hours(habit: Habit, exceptions: Iterable[Special], zone: ZoneInfo) -> Hours:
    """An exceptional day is stronger than a holiday, a holiday than the week."""
    week, known = [slots(habit, weekday) for weekday in range(7)], list(exceptions)

    def slots_of(day: date) -> Sequence[Slot]:
        special = next((one for one in known if one.first <= day <= one.last), None)
        if special:
            return opening(special)
        return () if holiday(habit, day) else week[day.weekday()]

    return Hours(slots_of, zone)


def slots(habit: Habit, weekday: int) -> list[Slot]:
    """weekday: Monday is 0."""
    return [(time.fromisoformat(start), time.fromisoformat(until)) for start, until in habit.week[weekday]]


def opening(special: Special) -> list[Slot]:
    return [(special.opens, special.closes)] if special.opens is not None and special.closes is not None else []


def holiday(habit: Habit, day: date) -> str:
    """The name of the public holiday that closes the house on a day, if there is one."""
    name = holidays.holiday_names(habit.region, day.year).get(day, "")
    return "" if name in habit.worked else name
