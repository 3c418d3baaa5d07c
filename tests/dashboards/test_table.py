import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from entregent.dashboards.discretion import TOO_FEW
from entregent.dashboards.table import (
    BALANCE,
    COUNT,
    LENGTH,
    MEAN,
    SHARE,
    Column,
    Line,
    Table,
    minutes,
    share,
    value_words,
)

COLUMNS = (
    Column("opened", "Opened", over="Requests"),
    Column("closed", "Closed", over="Requests"),
    Column("delay", "Delay", LENGTH),
    Column("rate", "Rate", SHARE, "Marks"),
)
TABLE = Table(
    "t", "Title", "Month", COLUMNS,
    [Line("May", {"opened": 3, "closed": 2, "delay": timedelta(minutes=65), "rate": TOO_FEW})],
    Line("Total", {"opened": 3, "closed": 2, "rate": 50}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (None, COUNT, "–"),
        (1284, COUNT, "1,284"),
        (62, SHARE, "62 %"),
        (Decimal("7.0"), MEAN, "7.0"),
        (15, BALANCE, "+15"),
        (-12, BALANCE, "−12"),
        (0, BALANCE, "0"),
        (timedelta(minutes=40), LENGTH, "40 min"),
        (timedelta(minutes=0), LENGTH, "0 min"),
        (timedelta(minutes=26 * 60 + 5), LENGTH, "26 h 05"),
        (timedelta(minutes=1500 * 60), LENGTH, "1,500 h 00"),
    ],
)
def test_words_of_a_figure(value, kind, words):
    with override("en-gb"):
        assert value_words(value, kind) == words


@pytest.mark.parametrize(("part", "whole", "told"), [(20, 25, 80), (1, 8, 13), (1, 3, 33), (0, 4, 0), (0, 0, None)])
def test_shares_are_rounded_to_the_nearest(part, whole, told):
    assert share(part, whole) == told


def test_half_a_minute_is_a_minute():
    assert minutes(54.5) == timedelta(minutes=55)


def test_a_file_holds_what_the_page_shows():
    with override("en-gb"):
        export = TABLE.export("May")
        assert export.headings == ["Month", "Requests: Opened", "Requests: Closed", "Delay", "Marks: Rate (%)"]
        assert [list(row) for row in export.rows] == [
            ["May", 3, 2, timedelta(minutes=65), TOO_FEW],
            ["Total", 3, 2, None, 50],
        ]
        assert [[cell.text for cell in cells] for _line, cells in TABLE.rows] == [
            ["3", "2", "1 h 05", "Too few answers"],
            ["3", "2", "–", "50 %"],
        ]


def test_neighbours_share_a_heading():
    assert TABLE.overs == [("Requests", 2), ("", 1), ("Marks", 1)]
    assert TABLE.only("delay").overs == []


def test_each_figure_knows_the_heading_that_a_narrow_screen_shows_beside_it():
    with override("en-gb"):
        page = render_to_string("shell/figures.html", {"table": TABLE})
    labels = re.findall(r'<td data-label="([^"]+)"', page)
    assert labels == ["Requests: Opened", "Requests: Closed", "Delay", "Marks: Rate (%)"] * 2
