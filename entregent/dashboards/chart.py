"""A bar chart drawn on the server: geometry for an SVG, and the same figures for its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# Geometry in per cent of the drawing: y goes down from 0 at the top.
TOP, BASE = 10.0, 88.0


@dataclass(frozen=True)
class Figure:
    """label: short, under the bar; name: in full, for the table; url: the list that it counts."""

    label: str
    name: str
    value: int
    url: str


@dataclass(frozen=True)
class Bar(Figure):
    x: float
    middle: float
    width: float
    y: float
    height: float


@dataclass(frozen=True)
class Tick:
    label: str
    y: float


@dataclass(frozen=True)
class Heads:
    """Headings of the table that says the same."""

    label: str
    value: str


@dataclass(frozen=True)
class Chart:
    title: str
    bars: list[Bar]
    ticks: list[Tick]
    table: Heads


def bar_chart(title: str, table: Heads, figures: Sequence[Figure]) -> Chart:
    """figures: in order; a count of zero keeps its place."""
    top = round_up(max((figure.value for figure in figures), default=0))
    step = 100 / max(len(figures), 1)
    bars = [_bar(figure, place * step, step, top) for place, figure in enumerate(figures)]
    ticks = [Tick(str(value), _y(value, top)) for value in (0, top // 2, top)]
    return Chart(title, bars, ticks, table)


def _bar(figure: Figure, start: float, step: float, top: int) -> Bar:
    y, width = _y(figure.value, top), round(step * 0.56, 2)
    x, middle = round(start + (step - width) / 2, 2), round(start + step / 2, 2)
    return Bar(figure.label, figure.name, figure.value, figure.url, x, middle, width, y, round(BASE - y, 2))


def _y(value: int, top: int) -> float:
    return round(BASE - (BASE - TOP) * value / top, 2)


def round_up(value: int) -> int:
    """The next even, round number, so that the middle tick is whole: 7 → 8, 23 → 30, 412 → 500."""
    if value <= 10:
        return max(2, value + value % 2)
    unit = int(10 ** (len(str(value)) - 1))
    return -(-value // unit) * unit


def last_months(day: date, count: int = 12) -> list[date]:
    """First days of the last months, the current one included, oldest first."""
    months = day.year * 12 + day.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(months - count + 1, months + 1)]


def following(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
