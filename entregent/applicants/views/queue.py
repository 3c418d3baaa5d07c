"""The staff's side: what waits, what is known of it already, and the decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entregent.applicants import likeness
from entregent.applicants.forms import AcceptanceForm, RefusalForm, UpdateForm
from entregent.applicants.lists import ApplicationList
from entregent.applicants.models import Application
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.errors import Refused
from entregent.people.guard import demand_right
from entregent.people.models import Membership
from entregent.people.models.membership import with_posts
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks


@require_GET
def applications(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, ApplicationList(decider(request), request.GET), "applicants/applications.html")


@require_GET
def application(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found = decider(request), find_application(request, pk)
    context = {
        "found": found, "abilities": found.abilities(viewer), "alike": likeness.accounts_like(found, viewer),
        "others": likeness.other_applications(found, viewer), "attempts": found.attempts.visible_to(viewer),
        "near": likeness.parties_like(found, viewer),
    }  # fmt: skip
    return render(request, "applicants/application.html", context)


@require_http_methods(["GET", "POST"])
@once
def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found, asked = decider(request), find_application(request, pk), request.GET.get("client", "")
    demand(found, "accept", viewer)
    near = likeness.parties_like(found, viewer, asked)
    form = AcceptanceForm(typed_decision(request), application=found, viewer=viewer, near=near)
    if request.method == "POST" and form.is_valid() and try_to_accept(form, found, viewer):
        messages.success(request, _("The invitation is sent to %(email)s.") % {"email": found.email})
        return redirect(found)
    return page(request, "applicants/acceptance.html", found, form, near=near, asked=asked)


def try_to_accept(form: AcceptanceForm, found: Application, viewer: Viewer) -> bool:
    """An address that is in already is told beside the customer; a decision of somebody else stops all."""
    try:
        found.accept(by=viewer, **form.cleaned_data)
    except Refused as error:
        if not Application.objects.visible_to(viewer).get(pk=found.pk).fitting(viewer)["accept"]:
            raise
        form.add_error("party", str(error.message))
    return not form.errors


@require_http_methods(["GET", "POST"])
@once
def update(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    viewer, found = decider(request), find_application(request, pk)
    demand(found, "update", viewer)
    account = get_object_or_404(customers(viewer), pk=member)
    differing = likeness.differences(found, account, viewer)
    form = UpdateForm(typed_decision(request), found=differing, sent=found.asked_at)
    if request.method == "POST" and form.is_valid():
        found.update(account, form.cleaned_data["fields_taken"], by=viewer)
        messages.success(request, _("The account of %(name)s is updated.") % {"name": account.name})
        return redirect(found)
    return page(request, "applicants/update.html", found, form, account=account, differences=differing)


@require_http_methods(["GET", "POST"])
@once
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found = decider(request), find_application(request, pk)
    demand(found, "refuse", viewer)
    form = RefusalForm(typed_decision(request))
    if request.method == "POST" and form.is_valid():
        found.refuse(form.cleaned_data["reason"], by=viewer)
        messages.success(request, _("The refusal is mailed to %(email)s.") % {"email": found.email})
        return redirect(found)
    return page(request, "applicants/refusal.html", found, form)


# What the views above share


def decider(request: HttpRequest) -> Viewer:
    """Somebody of a house that looks after customers, who manages people there."""
    viewer = who_looks(request)
    if not viewer.is_provider:
        raise Http404
    demand_right(viewer, MANAGE_PEOPLE)
    return viewer


def find_application(request: HttpRequest, pk: int) -> Application:
    rows = Application.objects.visible_to(who_looks(request)).select_related("house", "decision__party", "decision__by")
    found: Application = get_object_or_404(rows, pk=pk)
    return found


def demand(found: Application, act: str, viewer: Viewer) -> None:
    """Raises Refused, naming whoever decided first."""
    if not found.fitting(viewer)[act]:
        raise Refused(found.decided_words)


def customers(viewer: Viewer) -> Any:
    rows = Membership.objects.visible_to(viewer).filter(departure=None).exclude(party=None)
    return with_posts(rows.select_related("party", "user", "block"))


def typed_decision(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else kept_forms.take_kept(request)


def page(request: HttpRequest, template: str, found: Application, form: forms.Form, **more: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"found": found, "form": form, **more}, status=status)
