"""« Supervision »: answers to approve, collaborators, who has which file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.dossiers.models import Assignment
from entregent.lists.answer import answer_list
from entregent.people.guard import demand
from entregent.people.models import Invitation, Membership
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.submissions import once
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.forms import AssignForm, ReasonForm, colleagues
from entregent.spaces.extranet.lists import WaitingList
from entregent.spaces.extranet.models import Answer, Member
from entregent.spaces.extranet.models.member import give_files
from entregent.spaces.extranet.views.account import cabinet_of
from entregent.spaces.extranet.views.sides import of_cabinet, supervisor


@require_GET
def approvals(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, WaitingList(supervisor(request), request.GET))


@require_POST
@once
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_answer(of_cabinet(request), pk)
    found.accept(by=of_cabinet(request))
    messages.success(request, _("The answer is approved and sent."))
    return redirect("extranet:approvals")


@require_http_methods(["GET", "POST"])
@once
def rejection(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = of_cabinet(request)
    found, form = find_answer(viewer, pk), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found.reject(form.cleaned_data["reason"], by=viewer)
        messages.success(request, _("The answer goes back to its author, with your reason."))
        return redirect("extranet:approvals")
    context = {"form": form, "title": _("Reject the answer"), "submit": _("Reject the answer")}
    return render(request, "extranet/form.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def collaborators(request: HttpRequest) -> HttpResponse:
    viewer = supervisor(request)
    lines = [{"member": one, "count": count} for one, count in with_counts(viewer)]
    gone = Membership.objects.visible_to(viewer).filter(party=viewer.party_id, departure__isnull=False)
    waiting = Invitation.objects.visible_to(viewer).filter(party=viewer.party_id, accepted_at=None)
    context = {
        "cabinet": cabinet_of(viewer), "lines": lines, "may_invite": viewer.can(MANAGE_PEOPLE),
        "gone": gone.select_related("departure").order_by("name_key"), "waiting": waiting.order_by("-pk")[:20],
    }  # fmt: skip
    return render(request, "extranet/collaborators.html", context)


@require_POST
@once
def option(request: HttpRequest) -> HttpResponse:
    viewer = supervisor(request)
    cabinet_of(viewer).switch_supervision(on=request.POST.get("on") == "1", by=viewer)
    messages.success(request, _("Saved."))
    return redirect("extranet:collaborators")


@require_http_methods(["GET", "POST"])
@once
def assignment(request: HttpRequest) -> HttpResponse:
    viewer = supervisor(request)
    form = AssignForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        chosen = [dossier.pk for dossier in form.cleaned_data["dossiers"]]
        give_files(chosen, form.cleaned_data["collaborator"], by=viewer)
        count = len(chosen)
        words = ngettext("%(count)s file is given.", "%(count)s files are given.", count)
        messages.success(request, words % {"count": count})
        return redirect("extranet:assignment")
    members = Member.objects.visible_to(viewer).count()
    assigned = own_assignments(viewer).values("seat__dossier").distinct().count()
    context = {"form": form, "unassigned": members - assigned, "held": held_assignments(viewer)}
    return render(request, "extranet/assignment.html", context, status=422 if request.method == "POST" else 200)


def own_assignments(viewer: Viewer) -> Any:
    rows = Assignment.objects.visible_to(viewer).filter(membership__party=viewer.party_id)
    return rows.filter(seat__dossier__space="extranet", seat__dossier__member__isnull=False)


def held_assignments(viewer: Viewer) -> Any:
    return (
        own_assignments(viewer)
        .select_related("membership", "seat__dossier__party")
        .order_by("membership__name_key", "seat__dossier__party__name_key")
    )


def with_counts(viewer: Viewer) -> list[tuple[Any, int]]:
    keys = list(own_assignments(viewer).values_list("membership", flat=True))
    return [(one, keys.count(one.pk)) for one in colleagues(viewer)]


def find_answer(viewer: Viewer, pk: int) -> Answer:
    """Raises Http404, PermissionDenied, and Refused for one that is decided."""
    rows = Answer.objects.visible_to(viewer).select_related("letter", "dossier")
    found: Answer = get_object_or_404(rows, pk=pk)
    demand(found, "decide", viewer)
    return found
