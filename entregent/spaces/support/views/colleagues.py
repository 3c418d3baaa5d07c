"""Collaborators: the people of one's establishment, each with their requests."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.door import factors
from entregent.door.confirmation import proof_required_when
from entregent.door.invitations import invite
from entregent.door.views import ending
from entregent.door.views import factor_reset as of_factor
from entregent.lists.answer import answer_list, part
from entregent.people import kept_forms
from entregent.people.errors import Refused
from entregent.people.guard import demand_right
from entregent.people.holdings import held_by
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.submissions import once
from entregent.people.viewer import who_looks
from entregent.records.views.pages import show
from entregent.spaces.support.invitation import AgentInvitationForm
from entregent.spaces.support.lists import AgentList, OwnRequestList
from entregent.spaces.support.records import MemberPage
from entregent.spaces.support.views.establishments import find_establishment


@require_GET
def colleagues(request: HttpRequest) -> HttpResponseBase:
    viewer, party = who_looks(request), find_establishment(request, None)
    context = {"party": party, "may_invite": viewer.can(MANAGE_PEOPLE)}
    return answer_list(request, AgentList(viewer, request.GET, party=party.pk), "support/colleagues.html", context)


@require_GET
def colleague(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = who_looks(request)
    page = MemberPage.find(viewer, pk)
    requests = part(request, OwnRequestList(viewer, request.GET, owner=pk))
    abilities = page.record.abilities(viewer)
    may_reset = abilities["reset_factor"] and factors.has_any(page.record.user_id)
    context = {"list": requests, "abilities": abilities, "may_reset": may_reset}
    asks = abilities["block"] and bool(held_by(page.record))
    return show(request, page, "support/colleague.html", asks_block=asks, **context)


@require_http_methods(["GET", "POST"])
@once
def invitation(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    viewer, party = who_looks(request), find_establishment(request, pk)
    demand_right(viewer, MANAGE_PEOPLE)
    form = AgentInvitationForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            invite(by=viewer, party=party, **form.guest)
        except Refused as error:
            form.add_error("email", str(error.message))
        else:
            messages.success(request, _("The invitation is sent to %(email)s.") % {"email": form.cleaned_data["email"]})
            return redirect("support:agents-of", pk) if pk else redirect("support:agents")
    status = 422 if request.method == "POST" else 200
    return render(request, "support/invitation.html", {"form": form, "party": party}, status=status)


@require_http_methods(["GET", "POST"])
@once
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever may hand requests over says to whom theirs go; without a word they are to be reassigned."""
    page = MemberPage.find(who_looks(request), pk)
    return ending.block(request, page.record, page.url)


@require_http_methods(["GET", "POST"])
@once
def end(request: HttpRequest, pk: int) -> HttpResponse:
    page = MemberPage.find(who_looks(request), pk)
    return ending.end(request, page.record, page.url)


@require_POST
@once
def unblock(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, member = who_looks(request), MemberPage.find(who_looks(request), pk).record
    ending.demand_turn(viewer, member, "unblock", _("This account is not blocked."))
    member.open_door(by=viewer)
    messages.success(request, _("%(name)s can sign in again.") % {"name": member.name})
    return redirect("support:colleague", pk)


def asks_reset(request: HttpRequest, pk: int) -> bool:
    return of_factor.is_delicate(request, MemberPage.find(who_looks(request), pk).record)


@never_cache
@proof_required_when(asks_reset)
@require_http_methods(["GET", "POST"])
@once
def factor_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """By an administrator of the same establishment, or of the house that looks after it."""
    page = MemberPage.find(who_looks(request), pk)
    return of_factor.reset(request, page.record, page.url)
