"""The public holidays of the year to come, as a page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language

from entregent.agenda import holidays
from entregent.agenda.models import Timetable

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Holiday:
    day: date
    name: str
    is_worked: bool


def closings(timetable: Timetable, today: date) -> list[Holiday]:
    """From today, a year long, in the language of the page; with those on which the house works."""
    language = "en" if get_language() == "en" else "fr"
    years = (today.year, today.year + 1)
    spoken = {
        day: name for year in years for day, name in holidays.holiday_names(timetable.region, year, language).items()
    }
    french = {day: name for year in years for day, name in holidays.holiday_names(timetable.region, year).items()}
    return [
        Holiday(day, name, french[day] in timetable.worked)
        for day, name in spoken.items()
        if today <= day < today + YEAR
    ]
