"""Intervention requests: the list, a new one, one request and what may be done to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.lists.answer import answer, way_back
from entregent.people import held
from entregent.people.guard import demand, demand_right
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.questions.answers import AnswersForm, initial, questions_of
from entregent.records.views.shown import show
from entregent.spaces.support import conversation
from entregent.spaces.support.forms import (
    AnswerForm,
    CancellationForm,
    EditForm,
    EvaluationForm,
    HandOverForm,
    RequestForm,
    active_contracts,
)
from entregent.spaces.support.lists import RequestList
from entregent.spaces.support.models import Contract, Evaluation, Intervention
from entregent.spaces.support.owners import possible_owners
from entregent.spaces.support.records import RequestPage
from entregent.spaces.support.rights import REQUEST
from entregent.spaces.support.statuses import CLOSED


@require_GET
def requests(request: HttpRequest) -> HttpResponseBase:
    viewer = who_looks(request)
    return answer(request, RequestList(viewer, request.GET), "support/requests.html", {"may_file": viewer.can(REQUEST)})


@require_GET
def request_new(request: HttpRequest) -> HttpResponse:
    viewer = who_looks(request)
    demand_right(viewer, REQUEST)
    typed = held.take(request) or {"contract": request.GET.get("contrat", "")}
    return request_form(
        request, RequestForm(initial=typed, viewer=viewer), AnswersForm(**questions(request, typed, initial=typed))
    )


@require_POST
@once
def request_create(request: HttpRequest) -> HttpResponse:
    viewer = who_looks(request)
    demand_right(viewer, REQUEST)
    form = RequestForm(request.POST, viewer=viewer)
    further = AnswersForm(**questions(request, request.POST.dict(), data=request.POST))
    if not (form.is_valid() & further.is_valid()):
        return request_form(request, form, further, status=422)
    asked = form.cleaned_data
    filed = Intervention.open(asked["contract"], asked["subject"], asked["text"], further.answers(), by=viewer)
    messages.success(request, _("Your request no. %(number)s is filed.") % {"number": filed.number})
    return redirect("support:request", filed.number)


@require_GET
def request(request: HttpRequest, number: int) -> HttpResponse:
    found = find(request, number, select=("contract__product__service", "owner", "handler", "dossier__party"))
    form = AnswerForm(initial=held.take(request) or {})
    return detail(request, found, form)


@require_POST
@once
def answers(request: HttpRequest, number: int) -> HttpResponse:
    found = find(request, number, select=("contract__product__service", "owner", "handler", "dossier__party", "thread"))
    demand(found, "answer", who_looks(request))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return detail(request, found, form, status=422)
    message = found.answer(form.cleaned_data["text"], by=who_looks(request))
    messages.success(request, _("Your message is sent."))
    return redirect(f"{found.get_absolute_url()}#m{message.pk}")


@require_http_methods(["GET", "POST"])
@once
def edit(request: HttpRequest, number: int) -> HttpResponse:
    viewer, found = who_looks(request), find(request, number)
    demand(found, "edit", viewer)
    typed: dict[str, Any] = {"data": request.POST} if request.method == "POST" else {"initial": initial(found.details)}
    form = EditForm(request.POST or held.take(request), initial={"subject": found.subject})
    further = AnswersForm(questions=questions_of(found.contract.product.form, viewer), **typed)
    if request.method == "POST" and form.is_valid() & further.is_valid():
        found.edit(form.cleaned_data["subject"], further.answers(), by=viewer)
        messages.success(request, _("The request is changed."))
        return redirect(found)
    return act(request, found, form, _("Change the request"), _("Save"), further=further)


@require_http_methods(["GET", "POST"])
@once
def cancellation(request: HttpRequest, number: int) -> HttpResponse:
    viewer, found = who_looks(request), find(request, number)
    demand(found, "cancel", viewer)
    form = CancellationForm(request.POST or held.take(request))
    if request.method == "POST" and form.is_valid():
        found.cancel(form.cleaned_data["reason"], by=viewer)
        messages.success(request, _("The request is cancelled."))
        return redirect(found)
    return act(request, found, form, _("Cancel the intervention request"), _("Cancel the request"))


@require_http_methods(["GET", "POST"])
@once
def ownership(request: HttpRequest, number: int) -> HttpResponse:
    viewer, found = who_looks(request), find(request, number)
    demand(found, "hand_over", viewer)
    form = HandOverForm(request.POST or held.take(request), people=possible_owners(found, viewer))
    if request.method == "POST" and form.is_valid():
        found.hand_over(form.cleaned_data["to"], by=viewer)
        messages.success(request, _("The request now belongs to %(name)s.") % {"name": form.cleaned_data["to"].name})
        return redirect(found)
    return act(request, found, form, _("Hand the request over"), _("Hand over"))


@require_POST
@once
def charge(request: HttpRequest, number: int) -> HttpResponse:
    viewer, found = who_looks(request), find(request, number)
    demand(found, "take", viewer)
    found.take(by=viewer)
    messages.success(request, _("You are in charge of this request."))
    return redirect(found)


# What the views above share


def find(request: HttpRequest, number: int, select: tuple[str, ...] = ("contract__product__form",)) -> Intervention:
    rows = Intervention.objects.visible_to(who_looks(request)).select_related("thread", *select)
    found: Intervention = get_object_or_404(rows, number=number)
    return found


def detail(request: HttpRequest, found: Intervention, form: AnswerForm, status: int = 200) -> HttpResponse:
    viewer = who_looks(request)
    context = {
        "found": found, "form": form, "abilities": found.abilities(viewer), "permits": found.permits(viewer),
        "messages_list": conversation.of(found, viewer), "evaluation": evaluation_of(found, viewer),
        "crumbs": crumbs(request, found),
    }  # fmt: skip
    return show(request, RequestPage(viewer, found), "support/request.html", status, **context)


def act(
    request: HttpRequest, found: Intervention, form: Any, title: str, submit: str, further: AnswersForm | None = None
) -> HttpResponse:
    """The page of an act on one request; a form that came back with errors answers 422."""
    wrong = request.method == "POST" and (form.errors or (further and further.errors))
    context = {
        "found": found, "form": form, "title": title, "submit": submit, "further": further or (),
        "crumbs": crumbs(request, found, found.get_absolute_url()),
    }  # fmt: skip
    template = "support/confirmation.html" if isinstance(form, EvaluationForm) else "support/act.html"
    return render(request, template, context, status=422 if wrong else 200)


def crumbs(request: HttpRequest, found: Intervention, url: str = "") -> list[tuple[str, str]]:
    """The list first, as it was left."""
    return [
        (_("Requests"), way_back(request, reverse("support:requests"), found.pk)),
        (_("No. %(number)s") % {"number": found.number}, url),
    ]


def evaluation_of(found: Intervention, viewer: Viewer) -> Evaluation | None:
    rows = Evaluation.objects.visible_to(viewer).filter(closure__intervention=found)
    evaluation: Evaluation | None = rows.first() if found.status == CLOSED else None
    return evaluation


def request_form(request: HttpRequest, form: RequestForm, further: AnswersForm, status: int = 200) -> HttpResponse:
    return render(request, "support/request_new.html", {"form": form, "further": further}, status=status)


def questions(request: HttpRequest, typed: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The further questions of the chosen contract's product: none until a contract of one's own is chosen."""
    viewer, chosen = who_looks(request), typed.get("contract", "")
    contract: Contract | None = None
    if str(chosen).isdecimal():
        contract = active_contracts(viewer).select_related("product__form").filter(pk=chosen).first()
    return {"questions": questions_of(contract.product.form, viewer) if contract else [], **more}
