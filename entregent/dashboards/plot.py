"""Drawings of a table of figures, made on the server: geometry in per cent, and words for what is not drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise

from entregent.dashboards.chart import BASE, TOP, Tick, round_up
from entregent.dashboards.marks import HIGHEST
from entregent.dashboards.table import COUNT, LENGTH, MEAN, Line, Table, value_words
from entregent.exports.export import Value

COLUMNS: Final = "columns"  # upright, for months and marks
STRIPS: Final = "strips"  # lying, for names
STACK: Final = "stack"  # lying, each line a whole
MOST_COLUMNS = 18  # beyond, upright bars are too thin to be told apart
MOST_LABELS = 12
FILLED = 0.72  # of a column's place
WIDE = 12  # per cent: narrower pieces have no room for a word
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Piece:
    """One bar. pattern: which filling, from 1. is_wide: has room for its words inside."""

    words: str
    pattern: int
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    url: str = ""
    label: str = ""
    is_wide: bool = False
    is_withheld: bool = False


@dataclass(frozen=True)
class Group:
    line: Line
    label: str
    middle: float
    pieces: list[Piece]

    @property
    def is_withheld(self) -> bool:
        return bool(self.pieces) and all(piece.is_withheld for piece in self.pieces)


@dataclass(frozen=True)
class Plot:
    """table: the same figures to be read. note: what they count. legend: words of each pattern."""

    kind: str
    table: Table
    groups: list[Group]
    legend: list[tuple[int, str]]
    ticks: list[Tick]
    note: str = ""

    @property
    def has_links(self) -> bool:
        return any(piece.url for group in self.groups for piece in group.pieces)

    @property
    def has_gaps(self) -> bool:
        return any(piece.is_withheld for group in self.groups for piece in group.pieces)


def columns(table: Table, note: str = "", patterns: Mapping[int, int] | None = None) -> Plot:
    """Upright bars, one of each column of the table for each line.

    patterns: of a line by its place, instead of one for each column.
    """
    top = _top(table)
    step = 100 / max(len(table.lines), 1)
    every = -(-len(table.lines) // MOST_LABELS)
    groups = []
    for place, line in enumerate(table.lines):
        width = round(step * FILLED / len(table.columns), 2)
        start = step * (place + (1 - FILLED) / 2)
        pieces = [
            replace(_upright(line, table, number, top), x=round(start + number * width, 2), width=width)
            for number in range(len(table.columns))
        ]
        if patterns:
            pieces = [replace(piece, pattern=patterns[place]) for piece in pieces]
        label = (line.short or line.name) if place % every == 0 else ""
        groups.append(Group(line, label, round(step * (place + 0.5), 2), pieces))
    return Plot(COLUMNS, table, groups, [] if patterns else _legend(table), _ticks(table, top), note)


def strips(table: Table, note: str = "") -> Plot:
    """Lying bars, one under the other, each with its words beside it."""
    top = _top(table)
    groups = [Group(line, line.name, 0, [_lying(line, table, number, top) for number in range(len(table.columns))])
              for line in table.lines]  # fmt: skip
    return Plot(STRIPS, table, groups, _legend(table), [], note)


def stack(table: Table, note: str = "") -> Plot:
    """Lying bars that are each a whole, in pieces by the columns of the table."""
    return Plot(STACK, table, [Group(line, line.name, 0, _stack(line, table)) for line in table.lines],
                _legend(table), [], note)  # fmt: skip


def plot_of(table: Table, note: str = "", *, upright: bool) -> Plot:
    """Upright where lines follow one another in time, as long as there is room."""
    return columns(table, note) if upright and len(table.lines) <= MOST_COLUMNS else strips(table, note)


def _upright(line: Line, table: Table, number: int, top: int) -> Piece:
    y = round(BASE - (BASE - TOP) * _size(_value(line, table, number)) / top, 2)
    return _piece(line, table, number, y=y, height=round(BASE - y, 2))


def _lying(line: Line, table: Table, number: int, top: int) -> Piece:
    return _piece(line, table, number, width=round(100 * _size(_value(line, table, number)) / top, 2))


def _stack(line: Line, table: Table) -> list[Piece]:
    sizes = [_size(_value(line, table, number)) for number in range(len(table.columns))]
    whole, pieces = sum(sizes) or 1, []
    for number, size in enumerate(sizes):
        start, width = round(100 * sum(sizes[:number]) / whole, 2), round(100 * size / whole, 2)
        pieces.append(_piece(line, table, number, x=start, width=width, is_wide=width >= WIDE))
    return pieces


def _piece(line: Line, table: Table, number: int, **drawn: float) -> Piece:
    column, value = table.columns[number], _value(line, table, number)
    return Piece(
        value_words(value, column.kind), number + 1, url=(line.urls or {}).get(column.key, ""),
        label=str(column.label), is_withheld=isinstance(value, str | Promise), **drawn,  # type: ignore[arg-type]
    )  # fmt: skip


def _value(line: Line, table: Table, number: int) -> Value:
    return line.values.get(table.columns[number].key)


def _size(value: Value) -> float:
    """What is not shown is not drawn, nor what a bar cannot tell: a balance below zero."""
    match value:
        case timedelta():
            return value / timedelta(minutes=1)
        case int() | float() | Decimal():
            return max(float(value), 0.0)
        case _:
            return 0.0


def _top(table: Table) -> int:
    sizes = [_size(line.values.get(column.key)) for line in table.lines for column in table.columns]
    highest = -int(-max(sizes, default=0) // 1)
    kind = table.columns[0].kind if table.columns else COUNT
    if kind == MEAN:
        return HIGHEST
    if kind == LENGTH:
        return round_up(-(-highest // 60)) * 60
    return round_up(highest)


def _ticks(table: Table, top: int) -> list[Tick]:
    is_length = bool(table.columns) and table.columns[0].kind == LENGTH
    kind = LENGTH if is_length else COUNT
    values: Sequence[int] = (0, top // 2, top)
    told = [value_words(timedelta(minutes=value), kind) if is_length else str(value) for value in values]
    told[0] = "0"
    return [Tick(words.removesuffix(" 00"), round(BASE - (BASE - TOP) * value / top, 2))
            for words, value in zip(told, values, strict=True)]  # fmt: skip


def _legend(table: Table) -> list[tuple[int, str]]:
    return [(number + 1, str(column.label)) for number, column in enumerate(table.columns)]
