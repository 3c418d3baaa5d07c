"""The writing box under a conversation: an answer to the other side, or a note for one's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.http import HttpRequest

from entregent.people import drafts
from entregent.people.viewer import who_looks
from entregent.threads.forms import AnswerForm, NoteForm
from entregent.threads.trail import Overtaken


@dataclass(frozen=True)
class Reply:
    """The two forms, and what is kept for each. A form that came back stands in for its own."""

    answer: AnswerForm
    note: NoteForm
    kept_answer: drafts.FormStart
    kept_note: drafts.FormStart
    arrived: str = ""  # why what was sent came back, when others were quicker

    @classmethod
    def opened(cls, request: HttpRequest, record: models.Model, **came_back: Any) -> Self:
        """record: what the drafts are about. came_back: `answer` or `note` bound to what was sent, `arrived`."""
        answer, note = drafts.resume(request, *(drafts.place_of(record, kind) for kind in ("answer", "note")))
        viewer = who_looks(request)
        begun = {"answer": (AnswerForm, answer), "note": (NoteForm, note)}
        forms = {kind: form(initial=kept.initial, viewer=viewer) for kind, (form, kept) in begun.items()}
        return cls(**{**forms, "kept_answer": answer, "kept_note": note, **came_back})

    @property
    def is_note(self) -> bool:
        """Whether the box opens on the note: it came back, or it alone was begun."""
        if self.answer.is_bound or self.note.is_bound:
            return self.note.is_bound
        note, answer = (
            [form.initial.get(name) for name in (form.FIELD, form.FILES)] for form in (self.note, self.answer)
        )
        return any(note) and not any(answer)


def in_time(form: Any, verb: Callable[[], object]) -> bool:
    """Call a verb with what a form says. When others were quicker, `form.arrived` says so, and the form comes back."""
    try:
        verb()
    except Overtaken as overtaken:
        form.arrived = overtaken.message
    return not hasattr(form, "arrived")


def number_in(given: object) -> int | None:
    """A key that came with a request; None when there is none, or when it is not a number."""
    text = str(given or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None
