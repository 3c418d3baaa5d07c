"""Who may own requests, and what becomes of those of someone who leaves."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from entregent import audit
from entregent.notify.bundling import bundled
from entregent.people.models import Membership
from entregent.people.posts import bearing
from entregent.people.viewer import Viewer
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.rights import HANDLE, REQUEST
from entregent.spaces.support.statuses import OPEN


def possible_owners(request: Intervention, viewer: Viewer) -> Any:
    """Open members of the same establishment whose role may file requests, but for its owner."""
    return people_who_file(viewer, request.dossier.party_id).exclude(pk=request.owner_id or 0)


def people_who_file(viewer: Viewer, party: int | None) -> Any:
    """Open members of one establishment whose role may file requests."""
    return _able(viewer, REQUEST).filter(party=party)


def desk_people(viewer: Viewer) -> Any:
    """Open members of the house who handle requests."""
    return _able(viewer, HANDLE).filter(party=None)


def _able(viewer: Viewer, right: str) -> Any:
    people = Membership.objects.visible_to(viewer).filter(bearing(right, viewer.house_id or 0), block=None)
    return people.select_related("block").order_by("name_key")


def orphan_requests(event: Any, member: Any) -> None:
    """When a door closes, the open requests of that person wait for another owner."""
    rows = Intervention.objects.unscoped("requests of someone who left").select_related(*Intervention.BEARERS)
    theirs = list(rows.select_for_update(of=("self",)).filter(owner=member.pk, status__in=OPEN))
    with bundled(len(theirs)):
        for request in theirs:
            request.orphan(by=audit.SYSTEM)


def open_requests(member: Membership, viewer: Viewer) -> Any:
    """What somebody owns that is not over."""
    rows = Intervention.objects.visible_to(viewer).filter(owner=member.pk, ended_at=None)
    return rows.select_related(*Intervention.BEARERS)


def pass_on(member: Membership, to: Membership, *, by: Viewer) -> None:
    """All that somebody owns goes to somebody else of their establishment, who gets one mail. Raises Refused."""
    with transaction.atomic():
        theirs = list(open_requests(member, by).select_for_update(of=("self",)))
        with bundled(len(theirs)):
            for request in theirs:
                if not request.abilities(by)["hand_over"]:
                    raise PermissionDenied
                with request.saved():
                    request.give(to, by=by)


def listen() -> None:
    audit.subscribe("people.membership.blocked", orphan_requests)
