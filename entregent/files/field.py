"""The field of a form that takes files: keys of those that the server has received, and one that came with the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from entregent.files import attaching, kinds, purposes
from entregent.files.models import File
from entregent.files.purposes import Purpose
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer

ONE: Final = "_un"  # the field that takes one file without a script is named after the other, with this ending


@dataclass(frozen=True)
class Sent:
    """What a form says of its files: keys of those that the server has; why the one that came with it was refused."""

    keys: tuple[str, ...] = ()
    refusal: str = ""


@dataclass(frozen=True)
class Received:
    files: list[File]
    gone: int  # how many were kept with a draft, and no longer are


class FilesInput(forms.Widget):
    """Keys of received files, and one plain file, which was received before the form is looked at."""

    needs_multipart_form = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sent:
        one = files.get(f"{name}{ONE}") if files else None
        keys = (*as_tuple(data.getlist(name) if hasattr(data, "getlist") else data.get(name)), getattr(one, "key", ""))
        return Sent(tuple(filter(None, keys)), getattr(one, "refusal", ""))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}{ONE}" not in files


class FilesField(forms.Field):
    """Gives the keys of the viewer's own files that wait for their owner. Its form sets `viewer`."""

    widget = FilesInput
    viewer: Viewer
    is_alone = False  # it takes what is dropped on it, and not what is dropped anywhere on its form

    def __init__(self, purpose: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.purpose_name = purpose

    @property
    def purpose(self) -> Purpose:
        purpose = purposes.purpose_named(self.purpose_name)
        assert purpose is not None
        return purpose

    @property
    def endings(self) -> str:
        """What names may end with: « .pdf,.png »."""
        return ",".join(f".{ending}" for ending, kind in kinds.BY_EXTENSION.items() if kind.media in self.purpose.kinds)

    def clean(self, value: Any) -> list[UUID]:
        sent = sent_of(value)
        if sent.refusal:
            raise ValidationError(sent.refusal)
        try:
            keys = attaching.uuids_of(sent.keys)
            attaching.demand_room(self.purpose, attaching.waiting(self.viewer, keys))
        except Refused as refused:
            raise ValidationError(str(refused.message)) from None
        if self.required and not keys:
            raise ValidationError(self.error_messages["required"], code="required")
        return keys

    def received(self, value: Any) -> Received:
        """Those of them that are there, to be shown."""
        keys = valid_keys(sent_of(value).keys)
        rows = {file.uuid: file for file in File.objects.visible_to(self.viewer).filter(uuid__in=keys)} if keys else {}
        return Received([rows[key] for key in keys if key in rows], len(keys) - len(rows))


def sent_of(value: Any) -> Sent:
    return value if isinstance(value, Sent) else Sent(as_tuple(value))


def as_tuple(value: Any) -> tuple[str, ...]:
    """Of a field that was kept: one value stands alone, several in a list."""
    return tuple(value) if isinstance(value, list | tuple) else (value,) if value else ()


def valid_keys(keys: Any) -> list[UUID]:
    """Those that are keys at all, each once."""
    found = (as_key(key) for key in keys)
    return list(dict.fromkeys(key for key in found if key))


def as_key(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
