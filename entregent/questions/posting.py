"""A form of answers that comes back: drawn from this version, from an older one, or for another product."""

from __future__ import annotations

import re
from typing import Any

from entregent.core.folding import fold
from entregent.people.viewer import Viewer
from entregent.questions.answers import DRAWN, AnswersForm, Outdated
from entregent.questions.differences import differences
from entregent.questions.models import FormVersion


def posted_answers(data: Any, files: Any, *, version: FormVersion | None, viewer: Viewer, **more: Any) -> AnswersForm:
    """The answers to `version`; `outdated` when it was published after the page was drawn, and is no longer valid then.

    more: as for AnswersForm.
    """
    drawn = drawn_from(data, viewer) if version else None
    if drawn is None or version is None or drawn.pk == version.pk:
        return AnswersForm(data, files, version=version, viewer=viewer, **more)
    if drawn.form_id != version.form_id:
        return AnswersForm(carry_over(data, drawn, version), files, version=version, viewer=viewer, **more)
    form = AnswersForm(data, files, version=version, viewer=viewer, **more)
    form.outdated = Outdated(differences(drawn, version), left_over(data, drawn, version))
    return form


def typed_for(data: Any, version: FormVersion, viewer: Viewer) -> Any:
    """What was typed so far, under the names of the version that is to be asked instead."""
    drawn = drawn_from(data, viewer)
    return data if drawn is None or drawn.form_id == version.form_id else carry_over(data, drawn, version)


def drawn_from(data: Any, viewer: Viewer) -> FormVersion | None:
    """The version that the page says it was drawn from, if there is one that its sender may know of."""
    said = str(data.get(DRAWN) or "")
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        return None
    found: FormVersion | None = FormVersion.objects.visible_to(viewer).filter(pk=int(said)).first()
    return found


def carry_over(data: Any, old: FormVersion, new: FormVersion) -> Any:
    """What was typed, under the names of another form: the same label and kind mean the same question."""
    names = {(fold(question.label), question.kind): question.name for question in old.asked}
    copy = data.copy()
    for question in new.asked:
        was = names.get((fold(question.label), question.kind))
        if was and was != question.name and not any(_belongs(name, question.name) for name in data):
            for name in [name for name in data if _belongs(name, was)]:
                copy.setlist(question.name + name[len(was) :], data.getlist(name))
    return copy


def left_over(data: Any, old: FormVersion, new: FormVersion) -> list[tuple[str, str]]:
    """Label and words of what was typed for questions that the new version no longer asks."""
    names = {question.name for question in new.asked}
    gone = [question for question in old.asked if question.name not in names]
    typed = [(question.words, ", ".join(_typed_values(data, question.name))) for question in gone]
    return [(label, words) for label, words in typed if words]


def _typed_values(data: Any, name: str) -> list[str]:
    return [value for one in data if _belongs(one, name) for value in data.getlist(one) if value]


def _belongs(name: str, question: str) -> bool:
    """Whether a field is of this question: the levels of a cascade have one each."""
    return name == question or re.fullmatch(rf"{re.escape(question)}-\d+", name) is not None
