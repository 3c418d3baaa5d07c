from datetime import date

import pytest

from entregent.agenda import holidays
from entregent.agenda.coming import closings
from entregent.agenda.models import Timetable

NATIONAL = 11


@pytest.mark.parametrize(
    ("region", "year", "count"),
    [("none", 2026, NATIONAL), ("57", 2026, 13), ("6AE", 2026, 13), ("974", 2026, 12), ("", 2026, 0)],
)
def test_each_region_has_its_own(region, year, count):
    assert len(holidays.holiday_names(region, year)) == count


@pytest.mark.parametrize(
    ("year", "easter", "ascension", "whit"),
    [
        (2026, (4, 6), (5, 14), (5, 25)),
        (2027, (3, 29), (5, 6), (5, 17)),
        (2030, (4, 22), (5, 30), (6, 10)),
        (2038, (4, 26), (6, 3), (6, 14)),
    ],
)
def test_what_moves_with_easter(year, easter, ascension, whit):
    days = holidays.holiday_names("none", year)
    assert [days[date(year, *one)] for one in (easter, ascension, whit)] == [
        "Lundi de Pâques",
        "Ascension",
        "Lundi de Pentecôte",
    ]


def test_two_on_one_day_are_one_day():
    """In 2008 Ascension fell on the first of May."""
    assert len(holidays.holiday_names("none", 2008)) == NATIONAL - 1


def test_every_region_offered_is_known():
    for region, _label in holidays.REGIONS:
        assert bool(holidays.names(region, 2026)) == (region != "")


def test_the_year_to_come_runs_over_new_year_and_says_what_is_worked():
    found = closings(Timetable(worked=["Noël"]), date(2026, 11, 22))
    assert found[0].day == date(2026, 12, 25)
    assert found[0].is_worked
    assert found[1].day == date(2027, 1, 1)
    assert not found[1].is_worked
    assert found[-1].day == date(2027, 11, 11)


def test_a_page_in_english_names_them_in_english(settings):
    from django.utils import translation

    with translation.override("en"):
        found = closings(Timetable(worked=["Noël"]), date(2026, 11, 22))
    assert found[0].name == "Christmas Day"
    assert found[0].is_worked
