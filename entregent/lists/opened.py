"""OpenedList: what the list's template reads, fetched in three queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entregent.lists.fields import Cell, Field
from entregent.lists.state import SIZES

if TYPE_CHECKING:
    from entregent.lists.page import ListPage


@dataclass(frozen=True, slots=True)
class Row:
    url: str
    cells: list[Cell]
    marked: bool


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    sort_url: str
    sort: str  # ascending, descending or nothing
    numeric: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, in words, and the address without it."""

    text: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A page, a size, a tab or a switch: words and where they lead."""

    label: str
    url: str = ""
    current: bool = False
    on: bool = False
    gap: bool = False
    count: int | None = None


class OpenedList:
    def __init__(self, page: ListPage) -> None:
        self.page, self.state = page, page.state
        self.caption, self.query = str(page.heading), page.state.query
        self.empty_title, self.empty_text = page.empty_title, page.empty_text
        self.empty_url, self.empty_action = page.first_action()
        self.found = page.narrowed()

    @cached_property
    def total(self) -> int:
        return int(self.found.count())

    @property
    def last_page(self) -> int:
        return max(1, -(-self.total // self.state.size))

    @property
    def current_page(self) -> int:
        return min(self.state.page, self.last_page)

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(values) for values in self._values()]

    def _values(self) -> Iterable[tuple[Any, ...]]:
        """Keys of the page first, then its rows: a deep page does not carry the joins of all before it."""
        start, order = (self.current_page - 1) * self.state.size, self.page.ordering()
        keys = list(self.found.order_by(*order).values_list("pk", flat=True)[start : start + self.state.size])
        names = [self.page.key, *(field.name for field in self.page.columns())]
        return self.page.rows().filter(pk__in=keys).order_by(*order).values_list(*names) if keys else ()

    def _row(self, values: tuple[Any, ...]) -> Row:
        fields = self.page.columns()
        cells = [field.cell(value) for field, value in zip(fields, values[1:], strict=True)]
        named = {field.name: value for field, value in zip(fields, values[1:], strict=True)}
        return Row(self.page.url(values[0]), cells, self.page.is_marked(named))

    @property
    def searched(self) -> bool:
        return bool(self.state.query)

    @cached_property
    def columns(self) -> list[Column]:
        return [self._column(field) for field in self.page.columns()]

    def _column(self, field: Field) -> Column:
        order = self.page.ordering()[0]
        direction = {field.order: "ascending", f"-{field.order}": "descending"}.get(order, "") if field.order else ""
        turned = f"-{field.name}" if direction == "ascending" else field.name
        url = self.state.address(sort=turned) if field.order else ""
        return Column(str(field.label), url, direction, field.numeric)

    @property
    def total_text(self) -> str:
        count = number_format(self.total, force_grouping=True)
        if self.last_page == 1:
            return ngettext("%(count)s result", "%(count)s results", self.total) % {"count": count}
        first = (self.current_page - 1) * self.state.size + 1
        last = min(first + self.state.size - 1, self.total)
        return _("%(first)s–%(last)s of %(count)s") % {"first": first, "last": last, "count": count}

    @cached_property
    def pages(self) -> list[Choice]:
        """First, last, and the two on either side of the current one."""
        near = range(self.current_page - 2, self.current_page + 3)
        shown = sorted({1, self.last_page, *(number for number in near if 1 <= number <= self.last_page)})
        choices: list[Choice] = []
        for before, number in zip([0, *shown], shown, strict=False):
            choices += [Choice("…", gap=True)] if number - before > 1 else []
            choices.append(Choice(str(number), self.state.address(page=number), current=number == self.current_page))
        return choices

    @property
    def previous_url(self) -> str:
        return self.state.address(page=self.current_page - 1) if self.current_page > 1 else ""

    @property
    def next_url(self) -> str:
        return self.state.address(page=self.current_page + 1) if self.current_page < self.last_page else ""

    @property
    def sizes(self) -> list[Choice]:
        return [Choice(str(size), self.state.address(size=size), current=size == self.state.size) for size in SIZES]

    @cached_property
    def tabs(self) -> list[Choice]:
        here = self.page.tab
        return [Choice(str(tab.label), self.state.address(tab=tab.key), current=tab is here) for tab in self.page.tabs]

    @cached_property
    def switches(self) -> list[Choice]:
        return [self._switch(switch) for switch in self.page.live_switches]

    def _switch(self, switch: Any) -> Choice:
        on = switch.key in self.state.switches
        count = None if on else switch.hidden(self.page.rows()).count()
        words = switch.unshow if on else switch.show
        return Choice(str(words), self.state.address(switches=self.state.toggled(switch.key)), on=on, count=count)

    @cached_property
    def chips(self) -> list[Chip]:
        asked, rows = dict(self.state.filters), self.page.rows()
        kept = (one for one in self.page.filters if one.key in asked and one.narrow(rows, asked[one.key]) is not None)
        return [
            Chip(str(one.words(asked[one.key])), self.state.address(filters=self.state.without(one.key)))
            for one in kept
        ]

    @property
    def hidden_fields(self) -> list[tuple[str, str]]:
        """Kept when a search is typed: all but the search itself and the page."""
        return [(name, value) for name, value in self.state.pairs() if name not in ("q", "page")]

    @property
    def widen_url(self) -> str:
        return self.state.address(query="")
