"""What the supervisor sets up: subscribers, their people, their operators; and agendas, by whoever sets hours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages as notices
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entregent.agenda.models import Agenda
from entregent.agenda.rights import SET_HOURS
from entregent.door.invitations import invite
from entregent.dossiers.models import Assignment, Dossier, Seat
from entregent.people import kept_forms
from entregent.people.errors import Refused
from entregent.people.guard import demand, demand_right
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.sides import PROVIDER
from entregent.people.submissions import once
from entregent.spaces.secretariat.managing_forms import (
    AgendaForm,
    SubscriberForm,
    SubscriberInvitationForm,
    TeamForm,
)
from entregent.spaces.secretariat.models import Line
from entregent.spaces.secretariat.rights import SUPERVISE
from entregent.spaces.secretariat.views.home import provider
from entregent.spaces.secretariat.where import Where, where_of

SPACE = "secretariat"
ActWords = tuple[str, str, str]


@require_http_methods(["GET", "POST"])
@once
def subscriber_new(request: HttpRequest) -> HttpResponse:
    viewer = provider(request)
    demand_right(viewer, SUPERVISE)
    form = SubscriberForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            party = form.open_dossier(SPACE, by=viewer)
            dossier = Dossier.objects.visible_to(viewer).get(party=party, space=SPACE)
            Line(dossier=dossier, **form.line_said()).begin(by=viewer)
        notices.success(request, _("The subscriber is added: entrust the line to operators."))
        return redirect("secretariat:team", dossier.pk)
    context = {"form": form, "title": _("New subscriber")}
    return render(request, "secretariat/managed.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
@once
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """« Opératrices » of a line."""
    where = where_of(request, pk)
    demand(where.line, "supervise", where.viewer)
    given = Assignment.objects.visible_to(where.viewer).filter(seat__dossier=pk, seat__side=PROVIDER)
    form = TeamForm(
        request.POST or kept_forms.take_kept(request) or None, viewer=where.viewer,
        initial={"members": list(given.values_list("membership", flat=True))},
    )  # fmt: skip
    words = (_("Operators of the line"), _("Save"), _("The line is entrusted to them."))
    return managed_page(request, where, form, lambda: entrust(where, form.cleaned_data["members"], given), words)


@require_http_methods(["GET", "POST"])
@once
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """A link, no password: the subscriber chooses theirs."""
    where = where_of(request, pk)
    demand_right(where.viewer, MANAGE_PEOPLE)
    if not where.viewer.is_provider:
        raise PermissionDenied
    form = SubscriberInvitationForm(
        request.POST or kept_forms.take_kept(request), viewer=where.viewer, is_health=where.line.has_health_data
    )
    words = (_("Invite a subscriber"), _("Send the invitation"), _("The invitation is sent."))
    party = where.line.dossier.party
    return managed_page(request, where, form, lambda: invite(by=where.viewer, party=party, **form.guest), words)


@require_http_methods(["GET", "POST"])
@once
def agenda_new(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    where = where_of(request, pk)
    demand_right(where.viewer, SET_HOURS)
    record = Agenda(dossier=where.line.dossier, zone=where.line.dossier.house.time_zone)
    form = AgendaForm(request.POST or kept_forms.take_kept(request), instance=record, viewer=where.viewer)
    words = (_("New agenda"), _("Save"), _("The agenda is opened: give its working hours."))
    return managed_page(request, where, form, lambda: form.instance.open(by=where.viewer), words)


# What the views above share


def managed_page(
    request: HttpRequest, where: Where, form: Any, verb: Callable[[], object], words: ActWords
) -> HttpResponse:
    """words: the title, the button, what is said when it is done."""
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                verb()
        except Refused as refused:
            form.add_error(None, str(refused.message))
            status = 409
        else:
            notices.success(request, words[2])
            return redirect(where.rules)
    crumbs = [*where.crumbs, (_("Rules"), where.rules), (words[0], "")]
    context = {"form": form, "title": words[0], "submit": words[1], "where": where, "crumbs": crumbs}
    return render(request, "secretariat/managed.html", context, status=status)


def entrust(where: Where, members: Any, given: Any) -> None:
    """Those who are ticked, and no others."""
    seat = get_object_or_404(Seat.objects.visible_to(where.viewer), dossier=where.dossier_id, side=PROVIDER)
    wanted = {member.pk: member for member in members}
    for assignment in given.select_related("seat__dossier"):
        if wanted.pop(assignment.membership_id, None) is None:
            assignment.end(by=where.viewer)
    for member in wanted.values():
        seat.assign(member, by=where.viewer)
