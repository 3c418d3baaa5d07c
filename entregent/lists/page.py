"""ListPage: a list declared in a few lines, opened for one viewer and one address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent.core.scoping import space_of_module
from entregent.core.searching import rows_holding
from entregent.core.words import Words
from entregent.lists.fields import Field
from entregent.lists.filters import Filter
from entregent.lists.layout import Layout
from entregent.lists.opened import OpenedList
from entregent.lists.state import State
from entregent.people.space import Creation
from entregent.people.viewer import Viewer

if TYPE_CHECKING:
    from entregent.lists.actions import Action

ANY = 1_234_567_890  # stands for a key in an address that is then made for every row


@dataclass(frozen=True)
class Tab:
    """A view of the list. narrow: keeps the rows that belong to it.

    Tab("ouvertes", _("Open"), lambda rows: rows.filter(ended_at=None))
    """

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


class ListPage:
    """Subclasses declare; `open` reads the viewer's own rows, never a query set given by a view.

    class ProductList(ListPage):
        model, caption, route = Product, _("Products"), "depot:product"
        fields = [Link("name", _("Name"), sort="name_key", filter=True), Field("service__name", _("Service"))]
        search, default_sort = ["name_key"], "name_key"
    """

    model: ClassVar[Any]
    caption: ClassVar[Words]
    staff_caption: ClassVar[Words] = ""  # where the provider's own people read other words
    fields: ClassVar[Sequence[Field]]
    default_sort: ClassVar[str] = "-pk"
    search: ClassVar[Sequence[str]] = ()  # folded columns, or the words of a findable model
    tabs: ClassVar[Sequence[Tab]] = ()
    switches: ClassVar[Sequence[Switch]] = ()
    filter_words: ClassVar[Words] = _("Filters")
    filters: ClassVar[Sequence[Filter]] = ()
    actions: ClassVar[Sequence[type[Action]]] = ()  # what may be done to several rows at once
    route: ClassVar[str] = ""  # the name of a row's address
    key: ClassVar[str] = "pk"  # what that address is given
    marking: ClassVar[Sequence[str]] = ()  # what `is_marked` and `hints` read besides the columns
    first: ClassVar[Creation | None] = None  # what fills an empty list
    empty_title: ClassVar[Words] = ""
    empty_text: ClassVar[Words] = ""
    layout: Layout = Layout()

    def __init__(self, viewer: Viewer, parameters: Mapping[str, str] | QueryDict, **of: int) -> None:
        """A list of a space is looked at with one's post there, wherever it is opened.

        of: what all rows have in common, by path: `party=3`. It comes from the view, never from the address.
        """
        space = space_of_module(type(self).__module__)
        self.viewer, self.of = viewer.in_space(space) if space else viewer, of
        names = [name for kept in self.narrowings for name in kept.names]
        self.state = State.read(parameters, [switch.key for switch in self.switches], names)

    # What a subclass may say besides

    def rows(self) -> Any:
        """Every row that the viewer may see in this list."""
        return self.model.objects.visible_to(self.viewer).filter(**self.of)

    def besides(self) -> Sequence[Filter]:
        """Filters besides those of the fields."""
        return self.filters

    def begins(self) -> str:
        """What the address says for somebody who never said how they want the list; nothing for most lists."""
        return ""

    def url(self, key: Any) -> str:
        """The address of a row, or nothing."""
        before, after = self._address
        return f"{before}{key}{after}" if before else ""

    def hints(self, told: Sequence[Mapping[str, Any]]) -> Sequence[str]:
        """What stands below the link of each row of the page, from what `marking` reads; nothing for most lists."""
        return ()

    def is_marked(self, values: Mapping[str, Any]) -> bool:
        return False

    # What the engine does with it

    @property
    def heading(self) -> Words:
        return (self.viewer.is_provider and self.staff_caption) or self.caption

    @cached_property
    def columns(self) -> Sequence[Field]:
        """Every column that this viewer may choose."""
        return [field for field in self.fields if field.who(self.viewer)]

    @property
    def creation(self) -> Creation | None:
        """`first`, for whoever has the right to it."""
        return self.first if self.first and self.first.may(self.viewer) else None

    @classmethod
    def name(cls) -> str:
        """How the list is known where a person's layout is kept: « support.RequestList »."""
        return f"{cls.__module__.split('.')[-2]}.{cls.__name__}"

    def open(self) -> OpenedList:
        return OpenedList(self)

    @cached_property
    def chosen(self) -> Sequence[Field]:
        """The columns shown, in the person's own order; a column that no longer exists is passed over."""
        offered = {field.key: field for field in self.columns}
        kept = [offered[key] for key in self.layout.columns if key in offered]
        if kept and not any(field.kind == "link" for field in kept):  # the way to the record stays
            kept += [field for field in offered.values() if field.kind == "link"]
        return kept or [field for field in offered.values() if field.shown]

    @cached_property
    def narrowings(self) -> Sequence[Filter]:
        return [*(field.narrowing() for field in self.columns if field.filter), *self.besides()]

    @property
    def tab(self) -> Tab | None:
        return next((tab for tab in self.tabs if tab.key == self.state.tab), self.tabs[0] if self.tabs else None)

    @property
    def live_switches(self) -> Sequence[Switch]:
        """A tab that was asked for shows all that it names: switches hide from the first one only."""
        return self.switches if not self.tabs or self.tab is self.tabs[0] else ()

    def narrowed(self) -> Any:
        """The viewer's rows under the current tab, switches, filters and search."""
        rows = self.tab.narrow(self.rows()) if self.tab else self.rows()
        for switch in self.live_switches:
            rows = rows if switch.key in self.state.switches else switch.hide(rows)
        return self.searched(self.filtered(rows))

    def filtered(self, rows: Any) -> Any:
        for kept in self.narrowings:
            fewer = kept.narrow(rows, self.state.given)
            rows = rows if fewer is None else fewer
        return rows

    def searched(self, rows: Any) -> Any:
        """Every word typed begins a word of the row, or is found in one of the searched columns."""
        text, paths = self.state.query, self.search
        return rows_holding(rows, paths, text) if text and paths else rows

    def ordering(self) -> tuple[str, str]:
        """A declared column only: a forged one falls back on the list's own order. The key settles equal values."""
        asked = self.state.sort.removeprefix("-")
        path = next((field.order for field in self.columns if asked in (field.key, field.name)), "")
        order = f"{'-' if self.state.sort.startswith('-') else ''}{path}" if path else self.default_sort
        return order, "-pk" if order.startswith("-") else "pk"

    @cached_property
    def _address(self) -> tuple[str, str]:
        if not self.route:
            return "", ""
        before, _key, after = reverse(self.route, args=[ANY]).partition(str(ANY))
        return before, after


def every_list() -> dict[str, type[ListPage]]:
    """Lists by the name under which addresses, layouts and runs know them. Raises ValueError when two have one name."""
    found: dict[str, type[ListPage]] = {}
    for known in _below(ListPage):
        if found.setdefault(known.name(), known) is not known:
            raise ValueError(f"Two lists are named {known.name()!r}.")
    return found


def _below(known: type[ListPage]) -> Iterator[type[ListPage]]:
    for one in known.__subclasses__():
        yield one
        yield from _below(one)
