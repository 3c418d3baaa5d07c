"""Lists of questions: a new one, its page, its name, what is published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent import audit
from entregent.people import kept_forms
from entregent.people.guard import demand
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.questions.differences import differences
from entregent.questions.forms import FormForm
from entregent.questions.kinds import KINDS
from entregent.questions.models import Form
from entregent.questions.places import place_of, spaces_with_forms
from entregent.questions.question import Question


@require_http_methods(["GET", "POST"])
@once
def form_new(request: HttpRequest) -> HttpResponse:
    viewer = provider(request).in_space(chosen_space(request))
    demand(Form(house=viewer.house, space=viewer.space), "edit", viewer)
    filled = FormForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    if request.method == "POST" and filled.is_valid():
        with transaction.atomic():
            made = filled.save()
            audit.record("questions.form.created", made, by=viewer, house_id=viewer.house_id)
        return redirect(made)
    context = {"form": filled, "title": _("New list of questions"), "crumbs": crumbs(viewer)}
    return render(request, "questions/form_name.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def form(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found = find_form(request, pk)
    draft, last = found.draft(viewer), found.current(viewer)
    shown = draft or last
    context = {
        "found": found, "draft": draft, "last": last, "changes": differences(last, draft) if draft else [],
        "lines": [line_of(one, shown.asked) for one in shown.asked] if shown else [],
        "history": found.history(viewer), "crumbs": crumbs(viewer),
    }  # fmt: skip
    return render(request, "questions/form.html", context)


@require_http_methods(["GET", "POST"])
@once
def name(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found = find_form(request, pk)
    filled = FormForm(request.POST or kept_forms.take_kept(request), instance=found, viewer=viewer)
    if request.method == "POST" and filled.is_valid():
        _again(viewer, pk).rename(filled.cleaned_data["name"], by=viewer)
        return redirect(found)
    context = {"form": filled, "title": _("Name of the list"), "crumbs": crumbs(viewer, found)}
    return render(request, "questions/form_name.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@once
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found = find_form(request, pk)
    version = found.publish(by=viewer)
    messages.success(request, _("Version %(number)d is asked from now on.") % {"number": version.number or 0})
    return redirect(found)


@require_POST
@once
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found = find_form(request, pk)
    found.abandon(by=viewer)
    messages.success(request, _("The draft is given up: what is asked stays as it is."))
    return redirect(found)


# What the views of this room share


def provider(request: HttpRequest) -> Viewer:
    viewer = who_looks(request)
    if not viewer.is_provider:
        raise Http404
    return viewer


def chosen_space(request: HttpRequest) -> str:
    """Where a new list is to serve: as the address says, else the first of one's spaces that has such lists."""
    spaces = spaces_with_forms(who_looks(request).spaces)
    wanted = request.GET.get("espace", "")
    return wanted if wanted in spaces else next(iter(spaces), "")


def find_form(request: HttpRequest, pk: int) -> tuple[Viewer, Form]:
    """One form, for whoever may define what it asks: 404 to strangers, 403 without the right."""
    viewer = provider(request)
    found: Form = get_object_or_404(Form.objects.visible_to(viewer), pk=pk)
    viewer = viewer.in_space(found.space)
    demand(found, "edit", viewer)
    return viewer, found


def _again(viewer: Viewer, pk: int) -> Form:
    """As the database has it: a form that was filled in has changed its own copy."""
    found: Form = Form.objects.visible_to(viewer).get(pk=pk)
    return found


def crumbs(viewer: Viewer, found: Form | None = None, *more: tuple[str, str]) -> list[tuple[str, str]]:
    first = [(found.name, found.get_absolute_url())] if found else [(_("List of questions"), "")]
    return [*place_of(viewer.space), *first, *more]


def line_of(question: Question, asked: list[Question]) -> dict[str, Any]:
    """A question in the list of them: its kind, and when it is asked."""
    other = next((one for one in asked if one.key == question.asked_if), None)
    condition = {"question": other.label, "answer": question.asked_value} if other else None
    return {"question": question, "kind": KINDS[question.kind], "condition": condition}
