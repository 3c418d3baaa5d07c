"""An answer that was kept, in words for whoever reads it now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format

from entregent.core.numbers import read_decimal
from entregent.questions import tree
from entregent.questions.choices import labels_of
from entregent.questions.kinds import LEVELS, MARKS
from entregent.questions.question import CHOICE, DATE, LEVEL, MARK, NUMBER, PATH, Question


def answer_words(question: Question, kept: Any) -> str:
    """kept: as its field cleaned it, by this version of the question or an earlier one."""
    return _WORDED[question.kind](question, kept) if question.kind in _WORDED else str(kept)


def _choice(question: Question, kept: Any) -> str:
    return labels_of(question).get((str(kept),), str(kept))


def _path(question: Question, kept: Any) -> str:
    labels, path = labels_of(question), tuple(map(str, kept))
    return tree.path_words([labels.get(path[: depth + 1], step) for depth, step in enumerate(path)])


def _number(question: Question, kept: Any) -> str:
    """A bound that was kept before numbers had any is shown as it was typed."""
    unit = f" {question.unit}" if question.unit else ""
    try:
        return f"{number_format(read_decimal(str(kept)), force_grouping=True)}{unit}"
    except ValueError:
        return f"{kept}{unit}"


def _date(_question: Question, kept: Any) -> str:
    return date_format(date.fromisoformat(str(kept)), "SHORT_DATE_FORMAT")


def _mark(_question: Question, kept: Any) -> str:
    return f"{kept} / {MARKS[-1]}"


def _level(_question: Question, kept: Any) -> str:
    return str(LEVELS.get(str(kept), kept))


_WORDED: Mapping[str, Callable[[Question, Any], str]] = {
    CHOICE: _choice, PATH: _path, NUMBER: _number, DATE: _date, MARK: _mark, LEVEL: _level,
}  # fmt: skip
