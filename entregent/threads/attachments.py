"""Files of a writing box: the field that takes them, the draft that keeps them, the message that they belong to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from entregent.core.forms import ViewerForm
from entregent.core.richtext import Written
from entregent.files import attaching, kinds, purposes, receiving
from entregent.files.models import File
from entregent.files.purposes import Purpose
from entregent.people.errors import Refused
from entregent.people.form_keys import key_of
from entregent.people.viewer import Viewer, who_looks
from entregent.threads.models import PURPOSE, Message

FILES: Final = "fichiers"
NOTE_FILES: Final = "fichiers_note"  # another name: what is meant for the desk never comes back in the box of answers
ONE: Final = "_un"  # the field that takes one file without a script is named after the other, with this ending

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


@dataclass(frozen=True)
class Sent:
    """What a form says of its files: keys of those that the server has; why the one that came with it was refused."""

    keys: tuple[str, ...] = ()
    refusal: str = ""


class FilesInput(forms.Widget):
    """Keys of received files, and one plain file, which `receiving_one` has put with them."""

    needs_multipart_form = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sent:
        one = files.get(f"{name}{ONE}")
        keys = (*listed(data.getlist(name) if hasattr(data, "getlist") else data.get(name)), getattr(one, "key", ""))
        return Sent(tuple(filter(None, keys)), getattr(one, "refusal", ""))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}{ONE}" not in files


class FilesField(forms.Field):
    """Gives the keys of the viewer's own files that wait for their message. Its form sets `viewer`."""

    widget = FilesInput
    viewer: Viewer

    def __init__(self, *, sent_for: str = PURPOSE, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Attachments"), "required": False, **kwargs})
        self.sent_for = sent_for

    @property
    def purpose(self) -> Purpose:
        purpose = purposes.named(self.sent_for)
        assert purpose is not None
        return purpose

    @property
    def endings(self) -> str:
        """What names may end with: « .pdf,.png »."""
        return ",".join(f".{ending}" for ending, kind in kinds.BY_EXTENSION.items() if kind.media in self.purpose.kinds)

    def clean(self, value: Any) -> list[UUID]:
        sent = value if isinstance(value, Sent) else Sent(listed(value))
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
        keys = known(value.keys if isinstance(value, Sent) else listed(value))
        rows = {file.uuid: file for file in File.objects.visible_to(self.viewer).filter(uuid__in=keys)} if keys else {}
        return Received([rows[key] for key in keys if key in rows], len(keys) - len(rows))


@dataclass(frozen=True)
class Received:
    files: list[File]
    gone: int  # how many were kept with a draft, and no longer are


class WithFiles(forms.BaseForm):
    """A form whose words are in FIELD and whose files are in FILES: it takes either, or both."""

    FIELD: str = ""
    FILES: str = FILES

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        if isinstance(self, ViewerForm):
            kwargs["viewer"] = viewer
        super().__init__(*args, **kwargs)
        self.fields[self.FILES].viewer = viewer  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get(self.FILES) and self.has_error(self.FIELD, "required"):
            del self.errors[self.FIELD]
            said[self.FIELD] = Written("")
        return said

    @property
    def files_sent(self) -> list[UUID]:
        files: list[UUID] = self.cleaned_data[self.FILES]
        return files


def receiving_one(view: View[P], sent_for: str = PURPOSE) -> View[P]:
    """A view of a form with files: one that comes in the form itself, without a script, is received first.

    It stands outside of `once`: the file then stays, whatever becomes of the form, which shows it when it comes back.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        viewer, key = who_looks(request), key_of(request) if request.method == "POST" else None
        if not request.FILES or key is None or key.too_old or not key.is_of(viewer):
            return view(request, *args, **kwargs)
        received = [receive(viewer, file, sent_for) for name, file in request.FILES.items() if name.endswith(ONE)]
        response = view(request, *args, **kwargs)
        if response.status_code < 400:
            attaching.free(viewer, known(received))  # of a form that had been sent before: the others have their owner
        return response

    return guarded


def receive(viewer: Viewer, file: Any, sent_for: str) -> str:
    """The key of the file, which it bears from then on, or else why it was refused."""
    file.key, file.refusal = "", ""
    try:
        file.key = str(receiving.take(viewer, file, sent_for).uuid)
    except Refused as refused:
        file.refusal = str(refused.message)
    return str(file.key)


def may_send(viewer: Viewer) -> bool:
    """Whoever may do something in a space. Which records they may write to, their forms' own doors ask."""
    return viewer.is_signed_in and not viewer.is_platform and bool(viewer.rights)


def find(viewer: Viewer, pk: int) -> Message | None:
    """For the door of files: whoever sees a message has its files."""
    message: Message | None = Message.objects.visible_to(viewer).filter(pk=pk).first()
    return message


def keep_drafted(viewer: Viewer, fields: Mapping[str, Any]) -> None:
    """A draft is kept: its files wait with it."""
    if keys := drafted(fields):
        attaching.keep(viewer, keys)


def free_drafted(viewer: Viewer, fields: Mapping[str, Any]) -> None:
    """A draft is erased, and its files with it."""
    if keys := drafted(fields):
        attaching.free(viewer, keys)


def drafted(fields: Mapping[str, Any]) -> list[UUID]:
    return known(key for name in (FILES, NOTE_FILES) for key in listed(fields.get(name)))


def listed(value: Any) -> tuple[str, ...]:
    """Of a field that was kept: one value stands alone, several in a list."""
    return tuple(value) if isinstance(value, list | tuple) else (value,) if value else ()


def known(keys: Any) -> list[UUID]:
    """Those that are keys at all, each once."""
    found = (as_key(key) for key in keys)
    return list(dict.fromkeys(key for key in found if key))


def as_key(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
