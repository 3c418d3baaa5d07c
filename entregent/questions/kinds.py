"""The kinds of question: what each is called, when it fits, and what staff say of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.questions import question


@dataclass(frozen=True)
class Kind:
    """settings: fields of the staff's form that it has besides those of every kind.

    Kind(question.TEXT, _("Short text"), _("A name, a reference: one line."), "pencil")
    """

    key: str
    label: str | Promise
    fits: str | Promise
    icon: str
    settings: tuple[str, ...] = ()


KINDS = {
    kind.key: kind
    for kind in (
        Kind(question.TEXT, _("Short text"), _("A name, a reference: one line."), "pencil"),
        Kind(question.LONG, _("Long text"), _("An explanation: several lines."), "file-text"),
        Kind(question.CHOICE, _("Choice"), _("One answer among a few: a module, a platform."), "list-details",
             ("choices", "choices_en")),
        Kind(question.PATH, _("Cascading choice"), _("Level after level: a screen, “Login => Accueil => News”."),
             "arrow-forward-up", ("choices", "choices_en")),
        Kind(question.VERSION, _("Version"), _("Of a program: “7.19.2.4”."), "history",
             ("choices", "least", "most")),
        Kind(question.NUMBER, pgettext_lazy("quantity", "Number"), _("A quantity, with its unit and its limits."),
             "list-numbers", ("least", "most", "unit")),
        Kind(question.DATE, _("Date"), _("A day, between two others if need be."), "calendar", ("least", "most")),
        Kind(question.FILE, _("File"), _("A screenshot, a log: of chosen types and size."), "paperclip",
             ("endings", "megabytes")),
        Kind(question.MARK, _("Mark from 0 to 10"), _("A satisfaction mark; none is chosen beforehand."), "chart-bar"),
        Kind(question.LEVEL, _("Level of satisfaction"), _("Very satisfied, satisfied, dissatisfied."), "star"),
    )
}  # fmt: skip

VERY_SATISFIED, SATISFIED, DISSATISFIED = "3", "2", "1"
LEVELS = {
    VERY_SATISFIED: _("Very satisfied"),
    SATISFIED: _("Satisfied"),
    DISSATISFIED: _("Dissatisfied"),
}
MARKS = tuple(str(mark) for mark in range(11))
