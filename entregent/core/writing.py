"""The form field in which people write at length: plain text, or what the editor made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from entregent.core.richtext import MOST_BYTES, MOST_CHARACTERS, Written, is_tangled, words_of

FORMAT: Final = "_format"  # the editor sends a field of this ending, with the value "html", beside its text


class Typed(str):
    """Markup as the editor sent it: not cleaned yet."""

    __slots__ = ()


def is_too_much(value: str) -> bool:
    return len(value) > MOST_BYTES or (isinstance(value, Typed) and is_tangled(value))


class Editor(forms.Textarea):
    """A text area, which the editor's script covers; without a script it takes plain text."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return Typed(value) if value and data.get(f"{name}{FORMAT}") == "html" else value

    def format_value(self, value: Any) -> str:
        """The words alone; the editor finds their shape in `shape`."""
        if not isinstance(value, Typed):
            return str(value or "")
        return words_of(value) if is_too_much(value) else str(Written.rich(value))

    @staticmethod
    def shape(value: Any) -> str:
        return Written.rich(value).html if isinstance(value, Typed) and not is_too_much(value) else ""


class RichText(forms.CharField):
    """Gives a `Written`; tags and spaces alone are nothing."""

    widget = Editor
    default_error_messages = {
        "too_long": _(
            "This text is too long: %(count)s characters, %(most)s at most. Shorten it, or send it as several messages."
        ),
        "too_shaped": _(
            "With its formatting this text is too long: %(count)s kB, %(most)s at most. Paste it without formatting, or"
            " attach it as a file."
        ),
        "tangled": _("This text has too many cells or pieces of formatting: attach it as a file, or send it in parts."),
    }

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(strip=False, widget=Editor(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> Any:
        value = value or ""
        if len(value) > MOST_BYTES:  # before any work is done on it
            self._demand_few("too_shaped" if isinstance(value, Typed) else "too_long", len(value))
        if is_too_much(value):
            raise ValidationError(self.error_messages["tangled"], code="tangled")
        return Written.rich(value) if isinstance(value, Typed) else Written.plain(str(value).strip())

    def validate(self, value: Written) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        self._demand_few("too_long", len(value.text))
        self._demand_few("too_shaped", len(value.html.encode()))

    def _demand_few(self, code: str, count: int) -> None:
        """Raises ValidationError that tells the limit which was met."""
        most, unit = (MOST_CHARACTERS, 1) if code == "too_long" else (MOST_BYTES, 1000)
        if count > most:
            figures = {
                "count": number_format(-(-count // unit), force_grouping=True),
                "most": number_format(most // unit, force_grouping=True),
            }
            raise ValidationError(self.error_messages[code], code=code, params=figures)

    def run_validators(self, value: Written) -> None:
        """None of Django's: what they refuse (NUL) cleaning has taken away."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "")


def as_typed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Posted fields that were kept, fit to be the initial values of a form."""
    marked = {name.removesuffix(FORMAT) for name, value in fields.items() if name.endswith(FORMAT) and value == "html"}
    return {name: Typed(value) if name in marked else value for name, value in fields.items()}
