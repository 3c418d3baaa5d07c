"""Who may own requests, and who may handle them."""

from __future__ import annotations

from typing import Any

from entregent.people.models import Membership
from entregent.people.models.membership import OPEN
from entregent.people.posts import bearing
from entregent.people.viewer import Viewer
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.rights import HANDLE, REQUEST


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
    people = Membership.objects.visible_to(viewer).filter(bearing(right, viewer.house_id or 0), **OPEN)
    return people.select_related("block").order_by("name_key")
