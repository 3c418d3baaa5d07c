"""The answer that is a file: of the types and within the size that its question says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from entregent.files import attaching, kinds, purposes
from entregent.files.field import FilesField, Received, sent_of, valid_keys
from entregent.files.models import File
from entregent.files.purposes import MEGABYTE, Purpose
from entregent.people.errors import Refused
from entregent.questions.fields import REQUIRED, Answered
from entregent.questions.places import purpose_of
from entregent.questions.question import Question

MOST_FILES = 5  # in answer to one question


class FileBound(BoundField):
    @property
    def kept(self) -> list[File]:
        """Of an earlier answer, those that are still wanted."""
        assert isinstance(self.field, FileField)
        return [
            self.field.attached[key] for key in valid_keys(sent_of(self.value()).keys) if key in self.field.attached
        ]


class FileField(Answered, FilesField):
    """`attached`: files that the record has from an earlier answer. Cleaned: keys, as they are kept."""

    template = "questions/files.html"
    bound_field_class = FileBound
    is_alone = True
    is_trial = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.attached: dict[UUID, File] = {}
        self.names: dict[str, str] = {}

    @property
    def purpose(self) -> Purpose:
        wide, asked = purposes.purpose_named(purpose_of(self.viewer.space)), self.question
        assert wide is not None
        most = min(wide.most_bytes, asked.megabytes * MEGABYTE) if asked.megabytes else wide.most_bytes
        media = frozenset(kinds.BY_EXTENSION[ending].media for ending in endings_of(asked))
        return replace(wide, most_bytes=most, most_files=MOST_FILES, kinds=media or wide.kinds)

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]  # as answers are kept
        sent = sent_of(value)
        if self.is_trial:
            return []
        if sent.refusal:
            raise ValidationError(sent.refusal)
        keys = valid_keys(sent.keys)
        kept = [self.attached[key] for key in keys if key in self.attached]
        files = [*kept, *self._waiting([key for key in keys if key not in self.attached])]
        if self.required and not files:
            raise ValidationError(REQUIRED, code="required")
        self.names = {str(file.uuid): file.name for file in files}
        return list(self.names)

    def _waiting(self, keys: list[UUID]) -> list[File]:
        try:
            files = attaching.waiting(self.viewer, keys)
            attaching.demand_room(self.purpose, files)
        except Refused as refused:
            raise ValidationError(str(refused.message)) from None
        for file in files:
            self._demand_fit(file)
        return files

    def _demand_fit(self, file: File) -> None:
        purpose = self.purpose
        if file.kind not in purpose.kinds:
            words = _("“%(name)s” is not of a type that is asked here: %(types)s.")
            raise ValidationError(words % {"name": file.name, "types": self.question.endings}, code="type")
        if file.size > purpose.most_bytes:
            words = _("“%(name)s” is too heavy: at most %(most)d MB here.")
            raise ValidationError(words % {"name": file.name, "most": purpose.most_bytes // MEGABYTE}, code="size")

    def received(self, value: Any) -> Received:
        keys = [key for key in valid_keys(sent_of(value).keys) if key not in self.attached]
        return super().received(list(map(str, keys)))

    def told(self, kept: Any) -> str:
        return ", ".join(self.names.get(str(key), "") for key in kept)


def endings_of(question: Question) -> list[str]:
    """« .pdf, .png » → pdf and png: those of kinds that are accepted at all."""
    typed = (one.strip().lstrip(".").casefold() for one in question.endings.replace(";", ",").split(","))
    return [ending for ending in typed if ending in kinds.BY_EXTENSION]
