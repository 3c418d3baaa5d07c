"""A question as a version of a form holds it: what is asked, in which words, within which limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final
from uuid import uuid4

from django.utils.translation import get_language

TEXT: Final = "text"
LONG: Final = "long"
CHOICE: Final = "choice"
PATH: Final = "path"
VERSION: Final = "version"
NUMBER: Final = "number"
DATE: Final = "date"
FILE: Final = "file"
MARK: Final = "mark"
LEVEL: Final = "level"

CONDITIONS = (CHOICE, PATH, LEVEL)  # kinds whose answer may decide whether another question is asked
FIELD: Final = "question-"  # what the names of fields begin with


@dataclass(frozen=True)
class Question:
    """key: stays from one version to the next, so that answers are compared across them.

    choices: one a line; of a path, indented; of a version, those that are proposed. English ones stand line by line.
    least, most: as they are kept of an answer. endings: « .pdf,.png ». asked_if: the key of an earlier question.
    is_fixed: its form cannot do without it.
    """

    key: str
    kind: str
    label: str
    label_en: str = ""
    help: str = ""
    help_en: str = ""
    heading: str = ""
    heading_en: str = ""
    choices: str = ""
    choices_en: str = ""
    is_required: bool = False
    least: str = ""
    most: str = ""
    unit: str = ""
    endings: str = ""
    megabytes: int = 0
    asked_if: str = ""
    asked_value: str = ""
    is_fixed: bool = False

    def __str__(self) -> str:
        return self.words

    @property
    def name(self) -> str:
        """Of its field, and of its answer where answers are kept."""
        return f"{FIELD}{self.key}"

    @property
    def words(self) -> str:
        return self._in_language("label")

    @property
    def help_words(self) -> str:
        return self._in_language("help")

    @property
    def heading_words(self) -> str:
        return self._in_language("heading")

    def _in_language(self, name: str) -> str:
        english = str(getattr(self, f"{name}_en"))
        return english if english and get_language() == "en" else str(getattr(self, name))

    def stored(self) -> dict[str, Any]:
        """What a version keeps of it: what is not said is not kept."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name)) not in ("", 0, False)}


NAMES = frozenset(one.name for one in fields(Question))


def question_from(stored: Mapping[str, Any]) -> Question:
    """What a later version of the program added is passed over."""
    return Question(**{name: value for name, value in stored.items() if name in NAMES})


def read_all(stored: Iterable[Mapping[str, Any]]) -> list[Question]:
    return [question_from(one) for one in stored]


def new(kind: str, label: str, **more: Any) -> Question:
    """A question that no version has asked yet."""
    return replace(Question(uuid4().hex[:8], kind, label), **more)
