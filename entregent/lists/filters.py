"""Filters: rows kept by what an address says of one field, told in words and asked for in a small form."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import DateTimeField, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from entregent.core.clock import now
from entregent.core.searching import containing
from entregent.core.words import Words

Given = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Input:
    """One control of the filter form. kind: text, number, date or choices (a tick box each)."""

    kind: str
    name: str
    label: str
    value: str = ""
    options: tuple[tuple[str, str, bool], ...] = ()  # value, words, ticked


@dataclass(frozen=True)
class Filter(ABC):
    """key: its name in addresses. path: the column it looks at.

    Contains("sujet", _("Subject"), "subject_key")
    """

    key: str
    label: Words
    path: str

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters that it reads."""
        return (self.key,)

    @abstractmethod
    def narrow(self, rows: Any, given: Given) -> Any | None:
        """The rows that stay; None when what is given means nothing, which then counts as absent."""

    @abstractmethod
    def words(self, given: Given) -> str:
        """What it keeps, as a chip says it."""

    @abstractmethod
    def inputs(self, given: Given) -> list[Input]:
        """The controls that ask for it, filled as given."""

    def names_any(self, given: Given) -> bool:
        return any(name in given for name in self.names)

    def said(self, words: str) -> str:
        return pgettext("filter", "%(label)s: %(words)s") % {"label": self.label, "words": words}


class Contains(Filter):
    """A piece of text, blind to case; to accents too where the column is folded."""

    def narrow(self, rows: Any, given: Given) -> Any | None:
        text = first(given, self.key)
        return rows.filter(containing(self.path, text)) if text else None

    def words(self, given: Given) -> str:
        return self.said(_("“%(text)s”") % {"text": first(given, self.key)})

    def inputs(self, given: Given) -> list[Input]:
        return [Input("text", self.key, str(self.label), first(given, self.key))]


@dataclass(frozen=True)
class Choose(Filter):
    """One or several of a few values. options: (in the address, in the column or as a condition, in words)."""

    options: tuple[tuple[str, Any, Words], ...] = ()
    at_hand: bool = False  # each option is also a link above the list
    everything: Words = ""  # what the way back to all rows is called there

    def narrow(self, rows: Any, given: Given) -> Any | None:
        chosen = [value for _slug, value, _label in self._chosen(given)]
        return rows.filter(reduce(or_, map(self._condition, chosen))) if chosen else None

    def _condition(self, value: Any) -> Q:
        return value if isinstance(value, Q) else Q(**{self.path: value})

    def words(self, given: Given) -> str:
        return self.said(_(" or ").join(str(label) for _slug, _value, label in self._chosen(given)))

    def inputs(self, given: Given) -> list[Input]:
        ticked = given.get(self.key, ())
        options = tuple((slug, str(label), slug in ticked) for slug, _value, label in self.options)
        return [Input("choices", self.key, str(self.label), options=options)]

    def offers(self, slug: str) -> bool:
        return any(option[0] == slug for option in self.options)

    def _chosen(self, given: Given) -> list[tuple[str, Any, Words]]:
        return [option for option in self.options if option[0] in given.get(self.key, ())]


class Span(Filter):
    """Between two bounds, either of which may be missing."""

    ends = ("-min", "-max")
    kind = "number"

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(f"{self.key}{end}" for end in self.ends)

    def narrow(self, rows: Any, given: Given) -> Any | None:
        low, high = self.bounds(given)
        if low is None and high is None:
            return None
        kept = {"gte": low, "lte": high}
        return rows.filter(**{f"{self.path}__{name}": value for name, value in kept.items() if value is not None})

    def bounds(self, given: Given) -> tuple[Any, Any]:
        low, high = (self.read(first(given, name)) for name in self.names[:2])
        return low, high

    @abstractmethod
    def read(self, text: str) -> Any | None:
        """A bound as it stands in the address; None for what is none."""

    @abstractmethod
    def told(self, value: Any) -> str:
        """A bound in words."""

    def words(self, given: Given) -> str:
        low, high = self.bounds(given)
        known = {"low": self.told(low), "high": self.told(high)}
        if low is not None and high is not None:
            return self.said(_("from %(low)s to %(high)s") % known)
        return self.said((_("from %(low)s on") if high is None else _("up to %(high)s")) % known)

    def inputs(self, given: Given) -> list[Input]:
        low, high = self.names[:2]
        return [
            Input(self.kind, low, pgettext("from a day or number", "from"), first(given, low)),
            Input(self.kind, high, pgettext("to a day or number", "to"), first(given, high)),
        ]


class Numbers(Span):
    def read(self, text: str) -> int | None:
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    def told(self, value: Any) -> str:
        return str(value)


class Between(Span):
    """Two days, or one of the spans that people name: today, this week, this month, last month, this year."""

    ends = ("-du", "-au")
    kind = "date"

    @property
    def names(self) -> tuple[str, ...]:
        return (*super().names, self.key)

    def bounds(self, given: Given) -> tuple[Any, Any]:
        named = SPANS.get(first(given, self.key))
        return named[1](timezone.localtime(now()).date()) if named else super().bounds(given)

    def narrow(self, rows: Any, given: Given) -> Any | None:
        if not isinstance(column_at(rows.model, self.path), DateTimeField):
            return super().narrow(rows, given)
        low, high = self.bounds(given)
        if low is None and high is None:
            return None
        rows = rows if low is None else rows.filter(**{f"{self.path}__gte": midnight(low)})
        return rows if high is None else rows.filter(**{f"{self.path}__lt": midnight(high + timedelta(days=1))})

    def words(self, given: Given) -> str:
        named = SPANS.get(first(given, self.key))
        return self.said(str(named[0])) if named else super().words(given)

    def read(self, text: str) -> date | None:
        try:
            found = date.fromisoformat(text)
        except ValueError:
            return None
        return found if 1900 <= found.year <= 2200 else None

    def told(self, value: Any) -> str:
        return date_format(value, "SHORT_DATE_FORMAT") if value else ""

    def inputs(self, given: Given) -> list[Input]:
        ticked = first(given, self.key)
        options = tuple((slug, str(words), slug == ticked) for slug, (words, _span) in SPANS.items())
        return [*super().inputs(given), Input("select", self.key, pgettext("a named span", "or"), options=options)]


def first(given: Given, name: str) -> str:
    return next(iter(given.get(name, ())), "").strip()


def midnight(day: date) -> datetime:
    """Where the viewer lives, clock changes included."""
    return timezone.make_aware(datetime.combine(day, time()))


def column_at(model: Any, path: str) -> Any:
    """The model's column at the end of a path of relations, or None for a computed one."""
    *steps, last = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    known = {column.name: column for column in model._meta.get_fields()}
    return known.get(last) or (model._meta.pk if last == "pk" else None)


def _month(day: date) -> tuple[date, date]:
    start = day.replace(day=1)
    return start, (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)


Bounds = Callable[[date], tuple[date, date]]
SPANS: dict[str, tuple[Words, Bounds]] = {
    "aujourd-hui": (gettext_lazy("today"), lambda day: (day, day)),
    "cette-semaine": (
        gettext_lazy("this week"),
        lambda day: (day - timedelta(days=day.weekday()), day + timedelta(days=6 - day.weekday())),
    ),
    "ce-mois": (gettext_lazy("this month"), _month),
    "le-mois-dernier": (gettext_lazy("last month"), lambda day: _month(day.replace(day=1) - timedelta(days=1))),
    "cette-annee": (
        gettext_lazy("this year"),
        lambda day: (day.replace(month=1, day=1), day.replace(month=12, day=31)),
    ),
}
