"""One question of the draft: a new one, its words, its rank, its removal."""

from __future__ import annotations

import json
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from entregent.people import kept_forms
from entregent.people.errors import Refused
from entregent.people.submissions import once
from entregent.people.viewer import Viewer
from entregent.questions import question as asked
from entregent.questions import tree
from entregent.questions.forms import QuestionForm, question_initial
from entregent.questions.kinds import KINDS
from entregent.questions.models import Form, FormVersion
from entregent.questions.question import Question
from entregent.questions.views.forms import crumbs, find_form

SEEN = "seen"  # the question as the page was made from it, signed
STEPS = {"haut": -1, "bas": 1}


@require_http_methods(["GET", "POST"])
@once
def question_new(request: HttpRequest, pk: int) -> HttpResponse:
    """First its kind, then what this kind needs."""
    viewer, found = find_form(request, pk)
    kind = KINDS.get(request.GET.get("genre", ""))
    if kind is None or kind.key in barred_kinds(found):
        shown = [one for one in KINDS.values() if one.key not in barred_kinds(found)]
        context = {"found": found, "kinds": shown, "crumbs": crumbs(viewer, found, (_("New question"), ""))}
        return render(request, "questions/kinds.html", context)
    page = Page(request, viewer, found, asked.new(kind.key, ""))
    if page.is_right():
        found.ask(page.form.asked_question(), by=viewer)
        messages.success(request, _("The question is added at the end of the draft."))
        return redirect(found)
    return page.shown(_("New question"))


@require_http_methods(["GET", "POST"])
@once
def question(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    viewer, found = find_form(request, pk)
    page = Page(request, viewer, found, one_of(viewer, found, key))
    if page.is_right():
        try:
            found.reword(page.form.asked_question(), by=viewer, seen=page.seen())
        except Refused as refused:
            page.form.add_error(None, str(refused.message))
            return page.shown(page.question.label, status=HTTPStatus.CONFLICT)
        messages.success(request, _("The draft is saved. Publish it when it is ready."))
        return redirect(found)
    return page.shown(page.question.label)


@require_POST
@once
def removal(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    viewer, found = find_form(request, pk)
    found.withdraw(key, by=viewer)
    messages.success(request, _("The question is taken out of the draft."))
    return redirect(found)


@require_POST
@once
def rank(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One place up or down; the page comes back where the question now is."""
    viewer, found = find_form(request, pk)
    if (step := STEPS.get(request.POST.get("sens", ""))) is None:
        raise Http404
    found.move(key, step, by=viewer)
    return redirect(f"{found.get_absolute_url()}#question-{key}")


@require_POST
def tree_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The choices of a cascade as they will be proposed, while they are typed."""
    find_form(request, pk)
    return render(request, "questions/tree.html", tree_context(request.POST.get("choices", "")))


# What the views above share


class Page:
    """The form of one question, with what it was made from."""

    def __init__(self, request: HttpRequest, viewer: Viewer, found: Form, question: Question) -> None:
        self.request, self.viewer, self.found, self.question = request, viewer, found, question
        typed = request.POST or kept_forms.take_kept(request)
        self.form = QuestionForm(typed, question=question, version=version_of(viewer, found))

    def is_right(self) -> bool:
        return self.request.method == "POST" and self.form.is_valid()

    def seen(self) -> Question | None:
        try:
            return asked.question_from(json.loads(_signer().unsign(self.request.POST.get(SEEN, ""))))
        except BadSignature:
            return None

    def theirs(self) -> list[tuple[str, Any]]:
        """What the question says now, wherever its author typed something else."""
        there, labels = question_initial(self.question), self.form.fields
        differing = [name for name in labels if (there[name] or "") != (self.form.cleaned_data.get(name) or "")]
        return [(str(labels[name].label), there[name]) for name in differing]

    def shown(self, title: str, status: int = 0) -> HttpResponse:
        choices = self.form["choices"].value() if "choices" in self.form.fields else ""
        context: dict[str, Any] = {
            "found": self.found, "question": self.question, "kind": KINDS[self.question.kind], "form": self.form,
            "title": title, "seen": _signer().sign(json.dumps(self.question.stored())),
            "crumbs": crumbs(self.viewer, self.found, (title, "")),
            "theirs": self.theirs() if status == HTTPStatus.CONFLICT else (),
            **(tree_context(choices or "") if self.question.kind == asked.PATH else {}),
        }  # fmt: skip
        status = status or (422 if self.request.method == "POST" else 200)
        return render(self.request, "questions/question.html", context, status=status)


def version_of(viewer: Viewer, found: Form) -> FormVersion | None:
    return found.draft(viewer) or found.current(viewer)


def one_of(viewer: Viewer, found: Form, key: str) -> Question:
    version = version_of(viewer, found)
    question = version.question(key) if version else None
    if question is None:
        raise Http404
    return replace(question)


def barred_kinds(found: Form) -> frozenset[str]:
    """A questionnaire that closes something belongs to no record that could have files."""
    return frozenset({asked.FILE}) if found.use else frozenset()


def tree_context(text: str) -> dict[str, Any]:
    try:
        return {"nodes": tree.parse(text), "tangled": ""}
    except tree.Tangled as tangled:
        return {"nodes": [], "tangled": str(tangled.message)}


def _signer() -> Signer:
    return Signer(salt="entregent.questions.seen")
