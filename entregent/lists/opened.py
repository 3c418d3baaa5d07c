"""OpenedList: what the list's template reads, fetched in three queries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeGuard

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from entregent.core.counting import CAP, capped_count, capped_each
from entregent.lists.fields import Cell, Field
from entregent.lists.filters import Choose, Filter, Input
from entregent.lists.paging import Slice, slice_of
from entregent.lists.state import SIZES, WHOLE, State

if TYPE_CHECKING:
    from entregent.lists.page import ListPage

EXTRA = 2  # the key and the address of the row come before its columns
EXPORTS = {"csv": gettext_lazy("CSV file"), "xlsx": gettext_lazy("Excel sheet"), "impression": gettext_lazy("Print")}
SORTED = {
    "ascending": gettext_lazy("sorted by “%(column)s”, ascending"),
    "descending": gettext_lazy("sorted by “%(column)s”, descending"),
}
FEW = 8  # columns have room on a screen where more do not
AROUND = 2  # numbered pages on either side of the current one


@dataclass(frozen=True, slots=True)
class Row:
    key: Any
    url: str
    cells: list[Cell]
    marked: bool


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    label: str
    sort_url: str
    sort: str  # ascending, descending or nothing
    kind: str
    yields: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, in words, and the address without it."""

    text: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A page, a size, a tab, a column or a switch: words and where they lead."""

    label: str
    url: str = ""
    current: bool = False
    on: bool = False
    gap: bool = False
    count: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A column that may be chosen."""

    key: str
    label: str
    on: bool

    @property
    def up(self) -> str:
        return _("Move “%(column)s” up") % {"column": self.label}

    @property
    def down(self) -> str:
        return _("Move “%(column)s” down") % {"column": self.label}


class OpenedList:
    is_whole = False  # whether the page is about this list, and can be exported

    def __init__(self, page: ListPage) -> None:
        self.page, self.state = page, page.state
        self.name, self.caption, self.query = page.name(), str(page.heading), page.state.query
        self.whole_url = f"?{WHOLE}"
        self.found = page.narrowed()

    @cached_property
    def slice(self) -> Slice:
        return slice_of(self.found, self.page.ordering(), self.state, self.counts[""])

    @cached_property
    def counts(self) -> dict[str, int]:
        """Of what is found (""), and of what each switch hides, in one query."""
        hiding = [switch for switch in self.page.live_switches if switch.key not in self.state.switches]
        hidden = {switch.key: switch.hidden(self.page.rows()) for switch in hiding}
        plain = not (self.query or self.state.filters)
        return capped_each({"": self.found, **hidden}, walks={"": self.page.default_sort} if plain else None)

    # Rows

    @cached_property
    def rows(self) -> list[Row]:
        drawers = [Drawer(field).cell for field in self.page.chosen]
        found, beside = self.values(self.slice.keys), EXTRA + len(drawers)
        told = [dict(zip(self.page.marking, values[beside:], strict=True)) for values in found]
        hints = self.page.hints(told) or repeat("")
        return [self._row(drawers, *one) for one in zip(found, told, hints, strict=False)]

    def _row(self, drawers: Sequence[Callable[[Any], Cell]], values: Any, told: Any, hint: str) -> Row:
        cells = [draw(value) for draw, value in zip(drawers, values[EXTRA:], strict=False)]
        if hint:
            cells = [replace(cell, hint=hint) if cell.kind == "link" else cell for cell in cells]
        return Row(values[0], self.page.url(values[1]), cells, self.page.is_marked(told))

    def values(self, keys: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Rows by their keys, in their order: a deep page does not carry the joins of all before it."""
        fetched = self.page.rows().filter(pk__in=keys).values_list(*self._names()) if keys else ()
        by_key = {values[0]: values for values in fetched}
        return [by_key[key] for key in keys if key in by_key]

    def _names(self) -> list[str]:
        return ["pk", self.page.key, *(field.name for field in self.page.chosen), *self.page.marking]

    # Columns, and what is said of the rows

    @cached_property
    def columns(self) -> list[Column]:
        order = self.page.ordering()[0]
        return [self._column(field, order) for field in self.page.chosen]

    def _column(self, field: Field, order: str) -> Column:
        direction = {field.order: "ascending", f"-{field.order}": "descending"}.get(order, "") if field.order else ""
        turned = f"-{field.key}" if direction == "ascending" else field.key
        url = self.state.address(sort=turned) if field.order else ""
        yields = field.yields if len(self.page.chosen) > FEW else max(0, field.yields - 1)
        return Column(field.key, str(field.label), url, direction, field.kind, yields)

    @property
    def offered(self) -> list[Offer]:
        """Every column, the chosen ones first and in their order."""
        chosen = {field.key: field for field in self.page.chosen}
        rest = {field.key: field for field in self.page.columns if field.key not in chosen}
        return [Offer(key, str(field.label), key in chosen) for key, field in (chosen | rest).items()]

    @cached_property
    def actions(self) -> list[Any]:
        return [action for action in self.page.actions if action.is_offered(self.page.viewer)]

    @property
    def total(self) -> int:
        return self.slice.total

    @property
    def total_count(self) -> str:
        return count_words(self.slice.total)

    @cached_property
    def total_text(self) -> str:
        count = self.total_count
        if not self.slice.is_capped and self.last_page == 1:
            return ngettext("%(count)s result", "%(count)s results", self.slice.total) % {"count": count}
        first, last = self.slice.first, self.slice.first + max(len(self.slice.keys), 1) - 1
        ends = {"first": number_format(first, force_grouping=True), "last": number_format(last, force_grouping=True)}
        return _("%(first)s–%(last)s of %(count)s") % {**ends, "count": count}

    @cached_property
    def said(self) -> str:
        """What a screen reader is told once the list has changed."""
        told = [self.total_text]
        told += [_("search: “%(query)s”") % {"query": self.query}] if self.query else []
        told += [chip.text for chip in self.chips]
        told += [SORTED[column.sort] % {"column": column.label} for column in self.columns if column.sort]
        return ", ".join(str(words) for words in told)

    # Pages

    @property
    def last_page(self) -> int:
        """Of the pages that are numbered: none is known beyond the cap."""
        return max(1, -(-min(self.slice.total, CAP) // self.state.size))

    @cached_property
    def pages(self) -> list[Choice]:
        """First, last, and the two on either side of the current one."""
        here = self.slice.page
        near = {number for number in range(here - AROUND, here + AROUND + 1) if 1 <= number <= self.last_page}
        shown = sorted({1, self.last_page, *near, *({here} if self.slice.is_capped else ())})
        choices: list[Choice] = []
        for before, number in zip([0, *shown], shown, strict=False):
            choices += [Choice("…", gap=True)] if number - before > 1 else []
            choices.append(Choice(str(number), self.state.address(page=number), current=number == here))
        return choices + ([Choice("…", gap=True)] if self.slice.is_capped and self.slice.has_next else [])

    @property
    def previous_url(self) -> str:
        page = self.slice.page - 1
        return self._step(page, before=str(self.slice.keys[0]) if self.slice.keys else "") if page >= 1 else ""

    @property
    def next_url(self) -> str:
        return self._step(self.slice.page + 1, after=str(self.slice.keys[-1])) if self.slice.has_next else ""

    def _step(self, page: int, **mark: str) -> str:
        """Beyond the numbered pages a page is known by the row before it, or after it."""
        unnumbered = self.slice.is_capped and page > self.last_page
        return self.state.address(page=page, **(mark if unnumbered else {}))

    @property
    def sizes(self) -> list[Choice]:
        return [Choice(str(size), self.state.address(size=size), current=size == self.state.size) for size in SIZES]

    # What narrows

    @cached_property
    def tabs(self) -> list[Choice]:
        here = self.page.tab
        return [Choice(str(tab.label), self.state.address(tab=tab.key), current=tab is here) for tab in self.page.tabs]

    @cached_property
    def switches(self) -> list[Choice]:
        return [self._switch(switch) for switch in self.page.live_switches]

    def _switch(self, switch: Any) -> Choice:
        on = switch.key in self.state.switches
        count = "" if on else count_words(self.counts[switch.key])
        words = switch.unshow if on else switch.show
        return Choice(str(words), self.state.address(switches=self.state.toggled(switch.key)), on=on, count=count)

    @cached_property
    def chips(self) -> list[Chip]:
        given, rows = self.state.given, self.page.rows()
        told = (one for one in self.page.narrowings if one.names_any(given) and not self._is_at_hand(one))
        live = (one for one in told if one.narrow(rows, given) is not None)
        return [Chip(one.words(given), self.state.address(filters=self.state.without(one.names))) for one in live]

    @staticmethod
    def _is_at_hand(one: Filter) -> TypeGuard[Choose]:
        """Above the list: which of its ways is chosen is seen there."""
        return isinstance(one, Choose) and one.at_hand and len(one.options) > 1

    @cached_property
    def shortcuts(self) -> list[tuple[str, list[Choice]]]:
        """Filters at hand, each with its options and the way to all rows: one click, one at a time."""
        return [(str(one.label), self._shortcuts(one)) for one in self.page.narrowings if self._is_at_hand(one)]

    def _shortcuts(self, kept: Choose) -> list[Choice]:
        here, rest = self.state.given.get(kept.key, ()), self.state.without(kept.names)
        ways = [
            Choice(str(words), self.state.address(filters=(*rest, (kept.key, (slug,)))), current=here == (slug,))
            for slug, _value, words in kept.options
        ]
        return [
            *ways,
            Choice(str(kept.everything or _("All of them")), self.state.address(filters=rest), current=not here),
        ]

    @cached_property
    def inputs(self) -> list[tuple[str, list[Input]]]:
        """The filter form, one group a field."""
        return [(str(one.label), one.inputs(self.state.given)) for one in self.page.narrowings]

    @property
    def hidden_fields(self) -> list[tuple[str, str]]:
        """Kept when a search is typed: all but the search itself and the page."""
        return [pair for pair in self.state.pairs() if pair[0] not in ("q", "page", "apres", "avant")]

    @property
    def kept_fields(self) -> list[tuple[str, str]]:
        """Kept when the filters are chosen again: all but them and the page."""
        names = {name for one in self.page.narrowings for name in one.names}
        return [pair for pair in self.state.pairs() if pair[0] not in {"page", "apres", "avant", "reglage", *names}]

    @property
    def narrowed(self) -> bool:
        return bool(self.query or self.chips)

    @property
    def wider(self) -> list[Choice]:
        """Ways out of an empty page: the same search among all rows if it finds some, then the list without it."""
        state = State(query=self.query, switches=frozenset(switch.key for switch in self.page.switches))
        everywhere = capped_count(self.page.searched(self.page.rows())) if self.query else 0
        whole = [Choice(_("Search in all rows"), state.address(), count=count_words(everywhere))] if everywhere else []
        return [*whole, Choice(_("Widen to the whole list"), self.whole_url)]

    @property
    def panels(self) -> list[Choice]:
        """What opens below the bar: the same address, with a word more."""
        words = {"filtres": (str(self.page.filter_words), "filter"), "colonnes": (_("Columns"), "columns-3")}
        shown = {key: said for key, said in words.items() if key != "filtres" or self.page.narrowings}
        return [self._panel(key, *said) for key, said in shown.items()]

    def _panel(self, key: str, words: str, icon: str) -> Choice:
        here = key == self.state.panel
        return Choice(words, self.state.address(panel="" if here else key), current=here, key=icon)

    def export_url(self, kind: str) -> str:
        return f"{self.state.address()}&format={kind}"

    @property
    def exports(self) -> list[Choice]:
        return [Choice(str(words), self.export_url(kind), key=kind) for kind, words in EXPORTS.items()]


class Drawer:
    """Makes the cells of one column. The same few values come back on every row, all under the same label."""

    def __init__(self, field: Field) -> None:
        self.field, self.known = replace(field, label=str(field.label)), dict[Any, Cell]()

    def cell(self, value: Any) -> Cell:
        try:
            return self.known[value]
        except KeyError:
            return self.known.setdefault(value, self.field.cell(value))
        except TypeError:  # a list of values, which no dictionary takes for a key
            return self.field.cell(value)


def count_words(count: int) -> str:
    """« 1 284 »; « 1 000+ » beyond the cap."""
    capped_at = number_format(CAP, force_grouping=True)
    return f"{capped_at}+" if count > CAP else str(number_format(count, force_grouping=True))
