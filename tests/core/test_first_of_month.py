"""« 1er janvier 2027 » in French, wherever a day is written in words."""

from datetime import date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.formats import date_format

FIRST, SECOND, ELEVENTH = date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 11)


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ("DATE_FORMAT", "1er janvier 2027"), ("SHORT_DATE_FORMAT", "1er jan. 2027"),
        ("l j F Y", "vendredi 1er janvier 2027"),
        ("l j F", "vendredi 1er janvier"), ("Y-m-d", "2027-01-01"),
    ],
)  # fmt: skip
def test_the_first_of_a_month_is_an_ordinal_in_french(shape, words):
    with translation.override("fr"):
        assert date_format(FIRST, shape) == words
        assert Template("{{ day|date:shape }}").render(Context({"day": FIRST, "shape": shape})) == words


def test_moments_say_it_too():
    with translation.override("fr"):
        assert date_format(datetime(2027, 1, 1, 9, 5), "SHORT_DATETIME_FORMAT").startswith("1er jan. 2027, 9")  # noqa: DTZ001


@pytest.mark.parametrize("day", [SECOND, ELEVENTH])
def test_the_other_days_are_plain_numbers(day):
    with translation.override("fr"):
        assert date_format(day, "DATE_FORMAT") == f"{day.day} janvier 2027"


def test_english_has_no_ordinal():
    with translation.override("en"):
        assert date_format(FIRST, "DATE_FORMAT") == "1 January 2027"
