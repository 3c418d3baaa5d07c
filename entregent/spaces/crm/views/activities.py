"""Calls, meetings and tasks: their lists, their sheets, how they are planned, finished, postponed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.agenda.models import Activity
from entregent.agenda.models.activity import CALL, DONE, KINDS, MEETING, TASK
from entregent.core.clock import now
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.guard import demand
from entregent.people.submissions import once
from entregent.people.viewer import Viewer
from entregent.records.views.pages import edit, show
from entregent.spaces.crm.forms import ActivityForm, PostponementForm
from entregent.spaces.crm.lists import LISTS
from entregent.spaces.crm.models import Client
from entregent.spaces.crm.records import ActivityPage
from entregent.spaces.crm.views.people import PAGES, dossier_of, number_of
from entregent.spaces.crm.views.sides import follower, staff

FEW = 8  # lines of a panel of the dashboard


@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """My calls, my meetings, my tasks, each by its moment; the clients that came last."""
    viewer = staff(request)
    rows = Activity.objects.visible_to(viewer).filter(dossier__space="crm", assigned_to=viewer.membership_id)
    mine = list(rows.exclude(status=DONE).select_related("dossier__party").order_by("starts_at")[: FEW * 9])
    labels = {CALL: _("My calls"), MEETING: _("My meetings"), TASK: _("My tasks")}
    panels = [
        {"title": labels[kind], "kind": kind, "lines": [one for one in mine if one.kind == kind][:FEW]}
        for kind, _label in KINDS
    ]
    recent = Client.objects.visible_to(viewer).select_related("follower").order_by("-pk")[:FEW]
    context = {"panels": panels, "recent": recent, "late": now(), "may_plan": viewer.can("crm.follow")}
    return render(request, "crm/dashboard.html", context)


@require_GET
def activities(request: HttpRequest, kind: str) -> HttpResponseBase:
    return answer_list(request, LISTS[kind](staff(request), request.GET))


@require_http_methods(["GET", "POST"])
@once
def activity_new(request: HttpRequest, kind: str) -> HttpResponse:
    """From its module, or from a record, to which it is then linked."""
    viewer = follower(request)
    form = ActivityForm(
        request.POST or kept_forms.take_kept(request), instance=Activity(kind=kind), viewer=viewer,
        initial={"dossier": linked_dossier(request, viewer), "assigned_to": viewer.membership_id, "starts_at": soon()},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        form.instance.plan(by=viewer)
        messages.success(request, _("It is planned."))
        return redirect(form.instance)
    titles = {CALL: _("Plan a call"), MEETING: _("Plan a meeting"), TASK: _("Create a task")}
    context = {"form": form, "title": titles[kind], "submit": _("Save")}
    return render(request, "crm/form.html", context, status=422 if request.method == "POST" else 200)


def linked_dossier(request: HttpRequest, viewer: Viewer) -> int | None:
    for kind in PAGES:
        if key := number_of(request.GET.get(kind, "")):
            return dossier_of(viewer, kind, key).pk
    return None


def soon() -> Any:
    """The next full hour, as the house's clock has it."""
    return (timezone.localtime(now()) + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)


@require_GET
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    page = ActivityPage.find(staff(request), pk)
    context = {"found": page.record, "abilities": page.record.abilities(page.viewer)}
    return show(request, page, "crm/activity.html", **context)


@require_http_methods(["GET", "POST"])
@once
def activity_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return edit(request, ActivityPage.find(follower(request), pk))


@require_POST
@once
def finishing(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = follower(request)
    found = find_activity(viewer, pk)
    found.finish(by=viewer)
    messages.success(request, _("Done: it is in the history of its record."))
    return redirect(found)


@require_POST
@once
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = follower(request)
    found = find_activity(viewer, pk)
    found.reopen(by=viewer)
    messages.success(request, _("It is planned again."))
    return redirect(found)


@require_http_methods(["GET", "POST"])
@once
def postponement(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = follower(request)
    found = find_activity(viewer, pk)
    demand(found, "postpone", viewer)
    form = PostponementForm(request.POST or kept_forms.take_kept(request), initial={"to": found.starts_at})
    if request.method == "POST" and form.is_valid():
        found.postpone(form.cleaned_data["to"], form.cleaned_data["reason"], by=viewer)
        messages.success(request, _("It is postponed; both dates stay in its history."))
        return redirect(found)
    context = {"form": form, "title": _("Postpone"), "submit": _("Postpone")}
    return render(request, "crm/form.html", context, status=422 if request.method == "POST" else 200)


def find_activity(viewer: Viewer, pk: int) -> Activity:
    rows = Activity.objects.visible_to(viewer).filter(dossier__space="crm").select_related("dossier__party")
    found: Activity = get_object_or_404(rows, pk=pk)
    return found
