"""People of the house: who they are, inviting, blocking, unblocking."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.audit.search import history_of
from entregent.core.scoping import with_rows
from entregent.door import devices, factors, invitations
from entregent.door.confirmation import proof_required_when
from entregent.door.views import ending
from entregent.door.views import factor_reset as of_factor
from entregent.door.views.question import question_page
from entregent.lists.answer import answer_list
from entregent.people import kept_forms, memberships
from entregent.people.errors import Refused
from entregent.people.guard import demand, demand_right
from entregent.people.holdings import held_by
from entregent.people.models import Invitation, InvitedPost, Membership
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.space import SPACES
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.site.administration.forms import StaffInvitationForm
from entregent.site.administration.lists import PeopleList
from entregent.site.administration.words import event_words


@require_GET
def people(request: HttpRequest) -> HttpResponseBase:
    viewer = manager(request)
    waiting = Invitation.objects.visible_to(viewer).filter(accepted_at=None).select_related("party").order_by("-pk")
    offered = InvitedPost.objects.visible_to(viewer).select_related("role")
    context = {"invitations": with_rows(waiting[:20], "posts", offered, "offered")}
    return answer_list(request, PeopleList(viewer, request.GET), "administration/people.html", context)


@require_http_methods(["GET", "POST"])
@once
def invitation(request: HttpRequest) -> HttpResponse:
    viewer = manager(request)
    form = StaffInvitationForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    if request.method == "POST" and form.is_valid() and try_to_invite(form, viewer):
        messages.success(request, _("The invitation is sent to %(email)s.") % {"email": form.cleaned_data["email"]})
        return redirect("administration:people")
    status = 422 if request.method == "POST" else 200
    return render(request, "administration/invitation.html", {"form": form}, status=status)


def try_to_invite(form: StaffInvitationForm, viewer: Viewer) -> bool:
    try:
        invitations.invite(by=viewer, party=None, **form.guest)
    except Refused as error:
        form.add_error("email", str(error.message))
    return not form.errors


@require_POST
@once
def renewal(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = manager(request)
    found = get_object_or_404(Invitation.objects.visible_to(viewer), pk=pk, accepted_at=None)
    invitations.renew(found, by=viewer)
    messages.success(request, _("A new invitation is sent to %(email)s.") % {"email": found.email})
    return redirect("administration:people")


@require_GET
def member(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found = manager(request), find_member(request, pk)
    events = history_of("people.membership", found.pk)
    history = [(event.at, event_words(event.verb), event.particulars.get("actor_name", "")) for event in events]
    context = {
        "member": found, "abilities": found.abilities(viewer), "history": history,
        "has_factor": factors.has_any(found.user_id), "held": held_by(found), "posts": in_words(found),
    }  # fmt: skip
    return render(request, "administration/member.html", context)


@require_http_methods(["GET", "POST"])
@once
def block(request: HttpRequest, pk: int) -> HttpResponse:
    return ending.block(request, find_member(request, pk), reverse("administration:member", args=[pk]))


@require_http_methods(["GET", "POST"])
@once
def end(request: HttpRequest, pk: int) -> HttpResponse:
    return ending.end(request, find_member(request, pk), reverse("administration:member", args=[pk]))


@require_POST
@once
def unblock(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found = manager(request), find_member(request, pk)
    ending.demand_turn(viewer, found, "unblock", _("This account is not blocked."))
    found.open_door(by=viewer)
    messages.success(request, _("%(name)s can sign in again.") % {"name": found.name})
    return redirect("administration:member", pk)


def asks_reset(request: HttpRequest, pk: int) -> bool:
    return of_factor.is_delicate(request, find_member(request, pk))


@never_cache
@proof_required_when(asks_reset)
@require_http_methods(["GET", "POST"])
@once
def factor_reset(request: HttpRequest, pk: int) -> HttpResponse:
    return of_factor.reset(request, find_member(request, pk), reverse("administration:member", args=[pk]))


def asks_sign_out(request: HttpRequest, pk: int) -> bool:
    demand_sign_out(find_member(request, pk), who_looks(request))
    return True


@never_cache
@proof_required_when(asks_sign_out)
@require_http_methods(["GET", "POST"])
@once
def sign_out(request: HttpRequest, pk: int) -> HttpResponse:
    found, back = find_member(request, pk), reverse("administration:member", args=[pk])
    demand_sign_out(found, who_looks(request))
    if request.method == "GET":
        title = _("Sign out %(name)s everywhere?") % {"name": found.name}
        text = _("What they are typing is kept for their next sign-in.")
        return question_page(request, title, _("Sign out everywhere"), text, back)
    devices.end_of(found, by=who_looks(request))
    messages.success(request, _("%(name)s is signed out everywhere.") % {"name": found.name})
    return redirect(back)


def demand_sign_out(found: Membership, viewer: Viewer) -> None:
    """Raises as `demand`, and Refused as `memberships.demand_whole`."""
    demand(found, "sign_out", viewer)
    memberships.demand_whole(found, by=viewer)


def manager(request: HttpRequest) -> Viewer:
    viewer = who_looks(request)
    demand_right(viewer, MANAGE_PEOPLE)
    if viewer.party_id:
        raise PermissionDenied  # theirs are managed from the pages of their own place
    return viewer


def find_member(request: HttpRequest, pk: int) -> Membership:
    """Of those whom the viewer manages from these pages."""
    rows = Membership.objects.visible_to(manager(request)).select_related(
        "party", "user", "house", "block__by", "departure__by"
    )
    found: Membership = get_object_or_404(rows, pk=pk)
    return found


def in_words(member: Membership) -> list[tuple[Any, str]]:
    """Where they have a post, and the name of their role there."""
    return [
        (SPACES[post.space].label if post.space in SPACES else _("The organisation itself"), post.role.name)
        for post in member.open_posts
    ]
