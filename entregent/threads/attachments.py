"""Files of a writing box: the field that takes them, the draft that keeps them, the message that they belong to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from entregent.core.forms import ViewerForm
from entregent.core.richtext import Written
from entregent.files import attaching, field, receiving
from entregent.files.field import ONE, as_tuple, valid_keys
from entregent.people.errors import Refused
from entregent.people.form_keys import key_of
from entregent.people.viewer import Viewer, who_looks
from entregent.questions.question import FIELD as QUESTION
from entregent.threads.models import PURPOSE, Message

FILES: Final = "fichiers"
NOTE_FILES: Final = "fichiers_note"  # another name: what is meant for the desk never comes back in the box of answers

MOST_BROUGHT = 6

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class FilesField(field.FilesField):
    """Files that go with a message."""

    def __init__(self, *, sent_for: str = PURPOSE, **kwargs: Any) -> None:
        super().__init__(sent_for, **{"label": _("Attachments"), "required": False, **kwargs})


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


def receiving_one(view: View[P], sent_for: str = PURPOSE, asks: Callable[..., bool] | None = None) -> View[P]:
    """A view of a form with files: one that comes in the form itself, without a script, is received first.

    It stands outside of `once`: the file then stays, whatever becomes of the form, which shows it when it comes back.
    asks: of the request and what its address says, whether a file has a place here. Without one, nothing is looked
    into: the view refuses the rest of the form, or says again what it answered when it was sent before.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        viewer, key = who_looks(request), key_of(request) if request.method == "POST" else None
        if not request.FILES or key is None or key.too_old or not key.is_of(viewer):
            return view(request, *args, **kwargs)
        if asks and not asks(request, *args, **kwargs):
            return view(request, *args, **kwargs)
        received = [receive(viewer, file, sent_for) for file in files_brought(request)]
        response = view(request, *args, **kwargs)
        if response.status_code < 400:
            attaching.free(
                viewer, valid_keys(received)
            )  # of a form that had been sent before: the others have their owner
        return response

    return guarded


def files_brought(request: HttpRequest) -> list[Any]:
    """By their names, one of each and no more than a form has: a hundred others would be a hundred to look into."""
    names = [name.removesuffix(ONE) for name in request.FILES if name.endswith(ONE)]
    ours = [name for name in names if name in (FILES, NOTE_FILES) or name.startswith(QUESTION)]
    return [request.FILES[f"{name}{ONE}"] for name in ours[:MOST_BROUGHT]]


def receive(viewer: Viewer, file: Any, sent_for: str) -> str:
    """The key of the file, which it bears from then on, or else why it was refused."""
    file.key, file.refusal = "", ""
    try:
        file.key = str(receiving.take_plain_file(viewer, file, sent_for).uuid)
    except Refused as refused:
        file.refusal = str(refused.message)
    return str(file.key)


def may_send(viewer: Viewer) -> bool:
    """Whoever may do something in a space. Which records they may write to, their forms' own doors ask."""
    return viewer.is_signed_in and not viewer.is_platform and bool(viewer.rights)


def find_message(viewer: Viewer, pk: int) -> Message | None:
    """For the door of files: whoever sees a message has its files."""
    message: Message | None = Message.objects.visible_to(viewer).filter(pk=pk).first()
    return message


def keep_drafted(viewer: Viewer, fields: Mapping[str, Any]) -> None:
    """A draft is kept: its files wait with it."""
    if keys := draft_file_keys(fields):
        attaching.keep_waiting_files(viewer, keys)


def free_drafted(viewer: Viewer, fields: Mapping[str, Any]) -> None:
    """A draft is erased, and its files with it."""
    if keys := draft_file_keys(fields):
        attaching.free(viewer, keys)


def draft_file_keys(fields: Mapping[str, Any]) -> list[UUID]:
    return valid_keys(key for name in (FILES, NOTE_FILES) for key in as_tuple(fields.get(name)))
