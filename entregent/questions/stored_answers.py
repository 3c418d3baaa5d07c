"""Answers as they are kept with what was filed, and as they are read there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import override

from entregent.files.models import File
from entregent.questions.models import FormVersion
from entregent.questions.question import FILE, LONG, Question
from entregent.questions.wording import answer_words

Answers = list[dict[str, Any]]  # key, label and value in words as they were; `raw` where what is kept is another thing


@dataclass(frozen=True)
class AnswerInWords:
    """One answer, for whoever reads it."""

    label: str
    value: str
    is_long: bool = False
    files: tuple[File, ...] = ()


def answers_in_words(
    version: FormVersion | None, answers: Answers, files: Collection[File] = ()
) -> list[AnswerInWords]:
    """Answers in the reader's language, by the words of the version; by those of their day where it knows them not."""
    asked = {question.name: question for question in version.asked} if version else {}
    there = {str(file.uuid): file for file in files}
    return [_answer_in_words(asked.get(one["key"]), one, there) for one in answers]


def _answer_in_words(question: Question | None, answer: Mapping[str, Any], there: Mapping[str, File]) -> AnswerInWords:
    if question is None:
        return AnswerInWords(answer["label"], answer["value"])
    if question.kind == FILE:
        found = tuple(there[key] for key in answer.get("raw", ()) if key in there)
        return AnswerInWords(question.words, answer["value"], files=found)
    return AnswerInWords(question.words, answer_words(question, raw(answer)), is_long=question.kind == LONG)


def stored_answer(question: Question, kept: Any, words: str) -> dict[str, Any]:
    """kept: as its field cleaned it. words: the same, told in the language in which answers are kept."""
    said = {"key": question.name, "label": question.label, "value": words}
    if question.kind == FILE:
        return {**said, "raw": kept, "kind": FILE}
    return said if words == kept else {**said, "raw": kept}


def answers_given(version: FormVersion, given: Mapping[str, Any]) -> Answers:
    """Answers by the keys of their questions, for those that nobody typed. Without checks; not for files."""
    asked = ((question, given[question.key]) for question in version.asked if given.get(question.key))
    with override(settings.LANGUAGE_CODE):
        return [stored_answer(question, kept, answer_words(question, kept)) for question, kept in asked]


def raw(answer: Mapping[str, Any]) -> Any:
    """What was kept of an answer, and not its words."""
    return answer.get("raw", answer["value"])


def kept_aside(answers: Answers, version: FormVersion | None) -> Answers:
    """Answers to what this version does not ask: another program put them there, and nobody may lose them."""
    names = {question.name for question in version.asked} if version else set()
    return [one for one in answers if one["key"] not in names]


def files_in(answers: Iterable[Mapping[str, Any]]) -> list[str]:
    """Keys of the files among the answers."""
    return [key for one in answers if one.get("kind") == FILE for key in one["raw"]]
