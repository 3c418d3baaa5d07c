"""The form field in which people write at length: plain text, or what the editor made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
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
        "too_long": _("This text is too long: shorten it, or send it as several messages."),
    }

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(strip=False, widget=Editor(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> Any:
        if is_too_much(value or ""):  # before any work is done on it
            raise ValidationError(self.error_messages["too_long"], code="too_long")
        return Written.rich(value) if isinstance(value, Typed) else Written.plain(str(value or "").strip())

    def validate(self, value: Written) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(value.text) > MOST_CHARACTERS or len(value.html.encode()) > MOST_BYTES:
            raise ValidationError(self.error_messages["too_long"], code="too_long")

    def run_validators(self, value: Written) -> None:
        """None of Django's: what they refuse (NUL) cleaning has taken away."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "")


def as_typed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Posted fields that were kept, fit to be the initial values of a form."""
    marked = {name.removesuffix(FORMAT) for name, value in fields.items() if name.endswith(FORMAT) and value == "html"}
    return {name: Typed(value) if name in marked else value for name, value in fields.items()}
