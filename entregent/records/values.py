"""Values of a model's fields: as a form writes them, and in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entregent.core.scoping import Scoped
from entregent.people.viewer import Viewer


def raw(record: models.Model, name: str) -> Any:
    """The value as the database keeps it: the key of a related record."""
    return record._meta.get_field(name).value_from_object(record)  # type: ignore[union-attr]


def form_value(record: models.Model, name: str) -> str:
    """The value as a form shows it and sends it back when nobody touches it."""
    value = raw(record, name)
    return "" if value is None else even(record._meta.get_field(name).value_to_string(record))  # type: ignore[union-attr]


def even(text: str) -> str:
    """Typed text, whatever the browser did to its line ends and its margins."""
    return text.replace("\r\n", "\n").strip()


class Speller:
    """Tells values of one model's fields in words. Names of related records are those that this viewer sees."""

    def __init__(self, model: type[models.Model], viewer: Viewer) -> None:
        self.model, self.viewer = model, viewer
        self.names: dict[tuple[str, Any], str] = {}

    def prepare(self, pairs: Iterable[tuple[str, Any]]) -> None:
        """Fetch the names of every related record at once: one query for each relation."""
        wanted: dict[str, set[int]] = {}
        for name, value in pairs:
            if key := self._key(name, value):
                wanted.setdefault(name, set()).add(key)
        for name, keys in wanted.items():
            rows = self._relation(name).objects.visible_to(self.viewer).filter(pk__in=keys)  # type: ignore[union-attr]
            self.names |= dict.fromkeys(((name, key) for key in keys), "") | {(name, row.pk): str(row) for row in rows}

    def words(self, name: str, value: Any) -> str:
        """Nothing at all is « – »; a related record that is not seen says so."""
        if value in (None, "", []):
            return "–"
        if isinstance(value, list):  # answers to questions, each with its own label
            told = ({"label": one.get("label", ""), "value": one.get("value", "")} for one in value)
            return ", ".join(_("%(label)s: %(value)s") % one for one in told)
        if self._relation(name):
            return self._name(name, value) or _("not visible to you")
        return self._plain(self.model._meta.get_field(name), value)

    def _name(self, name: str, value: Any) -> str:
        place = (name, self._key(name, value))
        if place not in self.names:
            self.prepare([(name, value)])
        return self.names.get(place, "")

    def _key(self, name: str, value: Any) -> int:
        """The key of a related record; 0 for what is none: values also come back from browsers."""
        text = str(value) if self._relation(name) else ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0

    def _relation(self, name: str) -> type[Scoped] | None:
        try:
            related = self.model._meta.get_field(name).related_model
        except FieldDoesNotExist:  # what hangs on the record, told of in its history
            return None
        return related if isinstance(related, type) and issubclass(related, Scoped) else None

    def _plain(self, field: Any, value: Any) -> str:
        try:
            value = field.to_python(value)
        except ValidationError:
            return str(value)
        return _choice(field, value) or _value_words(value)


def _choice(field: Any, value: Any) -> str:
    return str(dict(field.flatchoices).get(value, ""))


def _value_words(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    return date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, date) else str(value)
