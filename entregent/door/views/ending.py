"""Blocking a member, and ending their access: what they hold is handed over in the same act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from entregent.door import departures
from entregent.door.handing_over import EndForm, HandingOver
from entregent.people.errors import Refused
from entregent.people.guard import demand_right
from entregent.people.holdings import held_by
from entregent.people.models import Membership
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.viewer import Viewer, who_looks


def block(request: HttpRequest, member: Membership, back: str) -> HttpResponse:
    """back: the address of the person's page."""
    viewer = who_looks(request)
    demand_turn(viewer, member, "block", _("This account cannot be blocked now."))
    form = HandingOver(request.POST or None, member=member, held=held_by(member), viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        return page(request, "door/block.html", form, member, back)
    member.close_door(by=viewer, takers=form.takers)
    messages.success(request, _("%(name)s can no longer sign in.") % {"name": member.name})
    return redirect(back)


def end(request: HttpRequest, member: Membership, back: str) -> HttpResponse:
    viewer = who_looks(request)
    demand_turn(viewer, member, "end", _("This access has been ended already."))
    form = EndForm(request.POST or None, member=member, held=held_by(member), viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        return page(request, "door/end.html", form, member, back, erased=departures.keepsakes_in_words(member))
    departures.end(member, by=viewer, reason=form.cleaned_data["reason"], takers=form.takers)
    messages.success(request, _("The access of %(name)s is ended.") % {"name": member.name})
    return redirect(back)


def demand_turn(viewer: Viewer, member: Membership, act: str, refusal: str) -> None:
    """Raises PermissionDenied (403), or Refused (409) in these words."""
    demand_right(viewer, MANAGE_PEOPLE)
    if not member.abilities(viewer)[act]:
        raise Refused(refusal)


def page(
    request: HttpRequest, template: str, form: HandingOver, member: Membership, back: str, **more: Any
) -> HttpResponse:
    context = {"form": form, "member": member, "held": form.held, "back": back, "crumbs": [(member.name, back)], **more}
    return render(request, template, context, status=422 if request.method == "POST" else 200)
