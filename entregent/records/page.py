"""RecordPage: how one kind of record is shown and edited, declared in a few lines and opened for one viewer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from entregent.audit.act import acts_on
from entregent.core.forms import ViewerForm
from entregent.core.words import Words
from entregent.lists.fields import Cell, Field
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer


@dataclass(frozen=True)
class Panel:
    """A few fields under one title."""

    title: Words
    fields: Sequence[Field]


@dataclass(frozen=True)
class Row:
    """A label and its value; with `edit_url` when this viewer may change it now."""

    name: str
    label: str
    cell: Cell
    url: str = ""
    edit_url: str = ""
    row_url: str = ""


@dataclass(frozen=True)
class ShownPanel:
    title: str
    rows: list[Row]


class RecordPage(ABC):
    """Subclasses declare. The record may say `edit_fields(viewer)`: names of what is this person's to change;
    `fitting(viewer)["edit"]`: whether its state allows it; `change(field, value, by)`: its own verb for it.

    class ProductPage(RecordPage):
        kind, space, model, label = "produits", "support", Product, _("Products")
        panels = [Panel(_("Product"), [Field("name", _("Name")), Day("sold_since", _("Sold since"))])]
        searched = ("name_key",)
    """

    kind: ClassVar[str]  # in addresses, in French
    space: ClassVar[str]
    model: ClassVar[Any]
    label: ClassVar[Words]  # of several
    icon: ClassVar[str] = "file-text"
    panels: ClassVar[Sequence[Panel]]
    form: ClassVar[type[ViewerForm] | None] = None  # how its fields are typed and checked; else the model's own
    select: ClassVar[tuple[str, ...]] = ()  # relations that panels read
    told_fields: ClassVar[Mapping[str, Words]] = {}  # fields that the history tells of besides those of the panels
    searched: ClassVar[Sequence[str]] = ()  # columns where words are looked for; those named …_key are folded
    number: ClassVar[str] = ""  # the column of a number that people quote
    listed: ClassVar[Mapping[str, str]] = {}  # with which the list of them hides none of those that a search finds
    kept_from_customers: ClassVar[frozenset[str]] = frozenset()  # fields and verbs that only staff read there

    def __init__(self, viewer: Viewer, record: Any) -> None:
        self.viewer, self.record = viewer, record

    # What a subclass may say besides

    @classmethod  # noqa: B027 - most pages have nobody to send away
    def admit(cls, viewer: Viewer) -> None:
        """Raises Http404 or PermissionDenied for whoever has no such page at all."""

    @classmethod
    def rows_of(cls, viewer: Viewer) -> Any:
        return cls.model.objects.visible_to(viewer).select_related(*cls.select)

    @property
    def title(self) -> str:
        return str(self.record)

    @property
    def found_title(self) -> str:
        """Its title among others, in a search."""
        return self.title

    @property
    def hint(self) -> str:
        """What tells it from another of the same title."""
        return ""

    @property
    @abstractmethod
    def url(self) -> str:
        """The address of the page."""

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        """The address of the list of them, which takes `q` and `listed`; nothing where there is none."""
        return ""

    def link(self, name: str) -> str:
        """Where the value of a row leads, or nothing."""
        return ""

    # What the engine does with it

    @classmethod
    def find(cls, viewer: Viewer, pk: int) -> Self:
        """Raises Http404 for what this viewer does not see."""
        if not viewer.works_in(cls.space):
            raise Http404
        viewer = viewer.in_space(cls.space)
        cls.admit(viewer)
        return cls(viewer, get_object_or_404(cls.rows_of(viewer), pk=pk))

    @property
    def record_type(self) -> str:
        return str(self.model._meta.label_lower)

    @classmethod
    def told_verbs(cls) -> dict[str, Words]:
        """The events of its history by their whole verbs: « people.party.changed »."""
        return {verb: act.history for verb, act in acts_on(cls.model._meta.label_lower).items() if act.is_told}

    @cached_property
    def editable(self) -> frozenset[str]:
        """Names of the fields that this viewer may change now."""
        return frozenset(self.record.edit_fields(self.viewer)) if fits(self.record, self.viewer) else frozenset()

    def demand_edit(self, record: Any, name: str) -> None:
        """Http404 for a field that the page does not have, 403 for one that is not theirs, Refused for too late."""
        self.demand_field(name)
        if name not in record.edit_fields(self.viewer):
            raise PermissionDenied
        if not fits(record, self.viewer):
            raise Refused(_("This record is no longer in a state that allows it."))

    def demand_field(self, name: str) -> None:
        if name not in self.fields or "__" in name:  # what lies further is no part of the record
            raise Http404

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every field of the panels, by the name of what it shows."""
        return {edit_name(field): field for panel in self.panels for field in panel.fields}

    @cached_property
    def shown(self) -> list[ShownPanel]:
        return [
            ShownPanel(str(panel.title), [self.row(edit_name(one)) for one in panel.fields]) for panel in self.panels
        ]

    def row(self, name: str) -> Row:
        field = self.fields[name]
        cell = field.cell(value_at(self.record, field.name))
        urls = (self.address("field-edit", name), self.address("field", name)) if name in self.editable else ("", "")
        return Row(name, str(field.label), cell, self.link(name), *urls)

    def address(self, name: str, *more: str) -> str:
        return reverse(f"records:{name}", args=[self.kind, self.record.pk, *more])

    def form_class(self) -> type[forms.ModelForm[Any]]:
        names = self.record.edit_fields(self.viewer)
        return self.form or forms.modelform_factory(self.model, form=ViewerForm, fields=list(names))

    def label_of(self, name: str) -> str:
        """Of a field in the history: that of its panel, else what the page or the model says."""
        field = self.fields.get(name)
        words = field.label if field else self.told_fields[name]
        return str(words)


PAGES: dict[str, type[RecordPage]] = {}


def register_pages(*pages: type[RecordPage]) -> None:
    """Raises ValueError when a kind is another page's."""
    for page in pages:
        if PAGES.setdefault(page.kind, page) is not page:
            raise ValueError(f"Two pages of records are of the kind {page.kind!r}.")


def find_page(viewer: Viewer, kind: str, pk: int) -> RecordPage:
    """Raises Http404 for an unknown kind, and for what this viewer does not see."""
    if kind not in PAGES:
        raise Http404
    return PAGES[kind].find(viewer, pk)


def edit_name(field: Field) -> str:
    """« product__name » shows what « product » holds; any other column of it stands for itself."""
    head, between, tail = field.name.partition("__")
    return head if between and tail == "name" else field.name


def value_at(record: Any, path: str) -> Any:
    for name in path.split("__"):
        record = getattr(record, name, None)
    return record


def fits(record: Any, viewer: Viewer) -> bool:
    fitting = getattr(record, "fitting", None)
    return bool(fitting(viewer)["edit"]) if fitting else True
