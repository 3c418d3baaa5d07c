from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from entregent.dashboards.period import Period

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ({}, (2025, 12), (2026, 11)),
        ({"du": "2026-03", "au": "2026-05"}, (2026, 3), (2026, 5)),
        ({"du": "2026-05", "au": "2026-03"}, (2026, 3), (2026, 5)),
        ({"du": "2026-11", "au": "2026-11"}, (2026, 11), (2026, 11)),
        ({"au": "2026-03"}, (2025, 4), (2026, 3)),
        ({"du": "2026-09"}, (2026, 9), (2026, 11)),
        ({"du": "2027-09"}, (2026, 11), (2026, 11)),
        ({"du": "2026-09", "au": "2031-01"}, (2026, 9), (2026, 11)),
        ({"du": "1980-01"}, (2023, 12), (2026, 11)),  # three years at most
        ({"du": "oups", "au": "2026-13"}, (2025, 12), (2026, 11)),
    ],
)
def test_an_address_says_which_months(given, first, last):
    assert Period.read(given, TODAY) == Period(date(*first, 1), date(*last, 1))


def test_every_month_is_there():
    months = Period(date(2025, 12, 1), date(2026, 11, 1)).months
    assert len(months) == 12
    assert (months[0], months[-1]) == (date(2025, 12, 1), date(2026, 11, 1))


def test_months_begin_at_midnight_where_the_viewer_lives():
    with timezone.override("Europe/Paris"):
        starts = Period(date(2026, 3, 1), date(2026, 3, 1)).starts
    assert starts == [datetime(2026, 2, 28, 23, tzinfo=UTC), datetime(2026, 3, 31, 22, tzinfo=UTC)]


def test_a_span_is_said_in_words():
    with translation.override("fr"):
        assert str(Period(date(2025, 12, 1), date(2026, 10, 1))) == "décembre 2025 à octobre 2026"
        assert str(Period(date(2026, 4, 1), date(2026, 4, 1))) == "avril 2026"
