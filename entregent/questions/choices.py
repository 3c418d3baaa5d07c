"""What a question proposes, in the words of whoever reads: English lines stand beside the French ones, line by line."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import get_language

from entregent.questions import numbering, tree
from entregent.questions.question import CHOICE, LEVEL, PATH, Question

LabelsByPath = dict[tree.Path, str]


class Option(NamedTuple):
    value: str
    words: str
    is_chosen: bool = False


def options_of(question: Question) -> list[Option]:
    words = labels_of(question)
    return [Option(line, words.get((line,), line)) for line in lines(question.choices)]


def labels_of(question: Question) -> LabelsByPath:
    """Each choice by its path, in the reader's language; nothing where that is the language that is kept."""
    if get_language() != "en" or not question.choices_en:
        return {}
    if question.kind != PATH:
        pairs = zip(lines(question.choices), lines(question.choices_en), strict=False)
        return {(french,): english for french, english in pairs}
    try:
        french, english = (list(tree.paths(tree.parse(text))) for text in (question.choices, question.choices_en))
    except tree.Tangled:
        return {}
    return {one: other[-1] for one, other in zip(french, english, strict=False)}


def proposed_versions(question: Question) -> list[str]:
    """Versions that staff know of, newest first."""
    return numbering.newest_first(lines(question.choices))


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def answers_to(question: Question) -> list[str]:
    """What may be answered to a question that others depend on, as conditions keep it."""
    if question.kind == CHOICE:
        return lines(question.choices)
    if question.kind == PATH:
        return [tree.path_words(path) for path in tree.paths(tree.parse(question.choices))]
    return ["3", "2", "1"] if question.kind == LEVEL else []


def is_met(question: Question, said: dict[str, str]) -> bool:
    """Whether a question is asked, given what was said of those before it (key → words of `Answered.said`).

    A condition on a path holds for whatever lies below it.
    """
    if not question.asked_if:
        return True
    answer = said.get(question.asked_if, "")
    return answer == question.asked_value or answer.startswith(f"{question.asked_value}{tree.SEPARATOR}")
