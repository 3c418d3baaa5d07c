"""ListPage: a list declared in a few lines, opened for one viewer and one address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.functional import Promise

from entregent.core.folding import fold
from entregent.core.looking import Looking
from entregent.lists.fields import Field
from entregent.lists.opened import OpenedList
from entregent.lists.state import State

Words = str | Promise


@dataclass(frozen=True)
class Tab:
    """A view of the list. narrow: keeps the rows that belong to it."""

    key: str
    label: Words
    narrow: Callable[[Any], Any]


@dataclass(frozen=True)
class Switch:
    """Rows hidden unless asked for. hide: leaves them out. hidden: keeps only them, to count them."""

    key: str
    show: Words
    unshow: Words
    hide: Callable[[Any], Any]
    hidden: Callable[[Any], Any]


@dataclass(frozen=True)
class Filter:
    """Rows kept by a value of the address. narrow: None when the value means nothing, which then counts as absent."""

    key: str
    narrow: Callable[[Any, str], Any | None]
    words: Callable[[str], Words]


class ListPage:
    """Subclasses declare; `open` reads the viewer's own rows, never a query set given by a view."""

    model: ClassVar[Any]
    caption: ClassVar[Words]
    fields: ClassVar[Sequence[Field]]
    default_sort: ClassVar[str] = "-pk"
    tabs: ClassVar[Sequence[Tab]] = ()
    switches: ClassVar[Sequence[Switch]] = ()
    filters: ClassVar[Sequence[Filter]] = ()
    empty_title: ClassVar[Words] = ""
    empty_text: ClassVar[Words] = ""
    key: ClassVar[str] = "pk"  # what `url` is given

    def __init__(self, viewer: Looking, parameters: Mapping[str, str]) -> None:
        self.viewer = viewer
        self.state = State.read(
            parameters, [switch.key for switch in self.switches], [kept.key for kept in self.filters]
        )

    # What a subclass may say besides

    def rows(self) -> Any:
        """Every row that the viewer may see in this list."""
        return self.model.objects.visible_to(self.viewer)

    @property
    def heading(self) -> Words:
        """The caption as this viewer reads it."""
        return self.caption

    def columns(self) -> Sequence[Field]:
        return self.fields

    def url(self, key: Any) -> str:
        """The address of a row, or nothing."""
        return ""

    def is_marked(self, values: Mapping[str, Any]) -> bool:
        return False

    def first_action(self) -> tuple[str, Words]:
        """Address and words of what fills an empty list."""
        return "", ""

    # What the engine does with it

    def open(self) -> OpenedList:
        return OpenedList(self)

    @property
    def tab(self) -> Tab | None:
        return next((tab for tab in self.tabs if tab.key == self.state.tab), self.tabs[0] if self.tabs else None)

    @property
    def live_switches(self) -> Sequence[Switch]:
        """A tab that was asked for shows all that it names: switches hide from the first one only."""
        return self.switches if not self.tabs or self.tab is self.tabs[0] else ()

    def narrowed(self) -> Any:
        """The viewer's rows under the current tab, switches and search."""
        rows = self.tab.narrow(self.rows()) if self.tab else self.rows()
        for switch in self.live_switches:
            rows = rows if switch.key in self.state.switches else switch.hide(rows)
        return self.searched(self.filtered(rows))

    def filtered(self, rows: Any) -> Any:
        asked = dict(self.state.filters)
        for kept in self.filters:
            fewer = kept.narrow(rows, asked[kept.key]) if kept.key in asked else None
            rows = rows if fewer is None else fewer
        return rows

    def searched(self, rows: Any) -> Any:
        """Every word typed must be found in one of the searched columns, blind to case and accents."""
        words, paths = fold(self.state.query).split(), [field.search for field in self.columns() if field.search]
        if not words or not paths:
            return rows
        return rows.filter(
            reduce(and_, (reduce(or_, (Q(**{f"{path}__contains": word}) for path in paths)) for word in words))
        )

    def ordering(self) -> list[str]:
        """A declared column only: a forged one falls back on the list's own order."""
        asked = self.state.sort.removeprefix("-")
        path = next((field.order for field in self.columns() if field.name == asked), "")
        down = "-" if self.state.sort.startswith("-") else ""
        return [f"{down}{path}", f"{down}pk"] if path else [self.default_sort, "-pk"]
