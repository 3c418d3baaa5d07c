"""What somebody signs in with, and is written to: kept, asked for and compared in one form alone."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.db import models

UNSEEN = ("Cf", "Cc")  # soft hyphens, joiners, directions of writing, control characters


def clean_login(text: str) -> str:
    """In small letters, without spaces around it and without signs that nobody sees.

    Two logins that look alike on the screen, because one of them was pasted with such a sign, are the same.
    """
    seen = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) not in UNSEEN)
    return "".join(seen).strip().lower()


class AddressField(forms.EmailField):
    """A sign that nobody sees, pasted with an address, is no reason to refuse it."""

    def to_python(self, value: Any) -> str:
        return clean_login(super().to_python(value) or "")


class _Cleaned:
    """The part of both fields: what enters, and what rows are looked for by, is cleaned here and nowhere else."""

    def to_python(self, value: Any) -> Any:
        return clean_login(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(self.to_python(value))  # type: ignore[misc]

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        name = self.attname  # type: ignore[attr-defined]
        value = self.to_python(getattr(instance, name)) or (None if self.null else "")  # type: ignore[attr-defined]
        setattr(instance, name, value)
        return value

    def deconstruct(self) -> Any:
        """As the field of Django that it is in the database."""
        name, _path, args, options = super().deconstruct()  # type: ignore[misc]
        return name, f"django.db.models.{self.django_name}", args, options  # type: ignore[attr-defined]


class LoginAddress(_Cleaned, models.EmailField[str, str]):
    django_name = "EmailField"

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": AddressField, **options})


class LoginName(_Cleaned, models.CharField[str | None, str | None]):
    django_name = "CharField"
