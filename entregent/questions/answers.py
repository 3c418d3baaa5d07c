"""Answers to a version of a form: the same definition draws the fields and checks what comes back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from entregent.files.models import File
from entregent.people.viewer import Viewer
from entregent.questions.choices import is_met
from entregent.questions.fields import (
    LEVEL_ROW,
    Answered,
    ChoiceField,
    DateField,
    LevelField,
    LongField,
    MarkField,
    NumberField,
    PathField,
    TextField,
    VersionField,
)
from entregent.questions.models import FormVersion
from entregent.questions.papers import FileField
from entregent.questions.question import (
    CHOICE,
    DATE,
    FILE,
    LEVEL,
    LONG,
    MARK,
    NUMBER,
    PATH,
    TEXT,
    VERSION,
    Question,
)
from entregent.questions.stored_answers import Answers, raw, stored_answer

DRAWN: Final = "form_version"  # the field that says which version the page was drawn from
SHOWN: Final = "asked"  # the keys of the questions that the page showed, spaces between

# The part of the page that follows from an answer: without a script it comes when the form is sent.
SWAP = {"hx-trigger": "change", "hx-target": "#further", "hx-swap": "outerHTML", "hx-select": "#further"}
FIELDS: Mapping[str, type[Answered]] = {
    TEXT: TextField, LONG: LongField, CHOICE: ChoiceField, PATH: PathField, VERSION: VersionField,
    NUMBER: NumberField, DATE: DateField, FILE: FileField, MARK: MarkField, LEVEL: LevelField,
}  # fmt: skip


class AnswersForm(forms.Form):
    """The questions of one version that are asked, given the answers so far; what is posted beside them is ignored.

    version: None asks nothing. answers: those that were given before. typed: fields that a draft kept.
    attached: files that the record has already. is_trial: nothing is kept, and files are not sent.
    """

    def __init__(  # noqa: PLR0913 (the parts of a page)
        self, data: Any = None, files: Any = None, *, version: FormVersion | None, viewer: Viewer,
        answers: Collection[Mapping[str, Any]] = (), typed: Any = None, attached: Collection[File] = (),
        is_trial: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(data, files)
        self.version, self.viewer, self.is_trial = version, viewer, is_trial
        self.outdated: Outdated | None = None
        self.attached = {file.uuid: file for file in attached}
        self.before, self.typed = {one["key"]: raw(one) for one in answers}, typed
        said: dict[str, str] = {}
        for question in version.asked if version else ():
            if is_met(question, said):
                self.fields[question.name] = field = self._field(question)
                said[question.key] = field.said(self._given(question.name, field))

    def _field(self, question: Question) -> Answered:
        assert self.version is not None
        field = FIELDS[question.kind].of(question)
        if isinstance(field, FileField):
            field.viewer, field.attached, field.is_trial = self.viewer, self.attached, self.is_trial
        if self.version.leads(question):
            field.widget.attrs |= {**SWAP, "hx-post": reverse("questions:following", args=[self.version.pk])}
        return field

    def _given(self, name: str, field: Answered) -> Any:
        """What the page is to show: what was posted, else what a draft kept, else what was answered before."""
        if self.is_bound:
            return field.widget.value_from_datadict(self.data, self.files, name)
        if self.typed is not None and not field.widget.value_omitted_from_data(self.typed, {}, name):
            self.initial[name] = field.widget.value_from_datadict(self.typed, {}, name)
        elif name in self.before:
            self.initial[name] = self.before[name]
        return self.initial.get(name)

    def _answered(self) -> Iterator[Answered]:
        return (field for field in self.fields.values() if isinstance(field, Answered))

    @property
    def keys(self) -> str:
        return " ".join(field.question.key for field in self._answered())

    def groups(self) -> Iterator[Group]:
        """Fields one after the other: those under one heading together, and levels as the lines of one table."""
        bound = [(field, field.field) for field in self]
        for (heading, in_rows), part in groupby(bound, lambda one: _place_of(one[1])):
            yield Group(heading, in_rows, [field for field, _field in part])

    def clean(self) -> dict[str, Any]:
        """Answers may lead to questions that the page has not shown: they are asked before anything is sent."""
        if self.outdated:
            raise ValidationError(
                _("The questions have changed: check your answers, then send again."), code="outdated"
            )
        shown = self.data.get(SHOWN)
        if shown is not None and not self.errors and set(self.keys.split()) - set(shown.split()):
            raise ValidationError(_("Your answers lead to another question: it is below."), code="more")
        return self.cleaned_data

    def answers(self) -> Answers:
        """What was answered, with the words of the question as they were."""
        given = ((field, self.cleaned_data[field.question.name]) for field in self._answered())
        with override(settings.LANGUAGE_CODE):  # in one language, whoever answered
            return [stored_answer(field.question, value, field.told(value)) for field, value in given if value]


@dataclass(frozen=True)
class Outdated:
    """What changed since the page was drawn, and what was typed for questions that are no longer asked."""

    differences: list[str]
    left_over: list[tuple[str, str]]


@dataclass(frozen=True)
class Group:
    heading: str
    in_rows: bool
    fields: list[BoundField]


def _place_of(field: forms.Field) -> tuple[str, bool]:
    assert isinstance(field, Answered)
    return field.question.heading_words, field.template == LEVEL_ROW
