"""What ties requests together in the story: what goes back to one that was closed, and one sent to another desk."""

from __future__ import annotations

from typing import Any

from entregent import audit
from entregent.links import linking
from entregent.links.kinds import FOLLOWS, RELATED
from entregent.people.viewer import Viewer
from entregent.spaces.support.demo.places import World
from entregent.spaces.support.desks import services
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.statuses import CLOSED, IN_PROGRESS, TO_HANDLE


def tie(world: World) -> None:
    """In the first establishment, where whoever visits enters."""
    by, of = world.desk.staff["technicien"], world.places[0].agents[0].party_id
    rows = Intervention.objects.visible_to(by).select_related(*Intervention.bearers()).filter(dossier__party=of)
    closed = list(rows.filter(status=CLOSED).order_by("-number"))
    for request in rows.filter(status__in=(TO_HANDLE, IN_PROGRESS)).order_by("number")[:3]:
        before = [one for one in closed if one.contract_id == request.contract_id]
        for past, kind in zip(before, (FOLLOWS, RELATED), strict=False):
            linking.link(request, past, kind, by=by)
    move_misfiled(rows, by)
    ownerless(rows, world)


def ownerless(rows: Any, world: World) -> None:
    """Somebody left a request without an owner: it is to be reassigned."""
    left = rows.filter(status=IN_PROGRESS).exclude(owner=world.places[0].agents[0].acting).first()
    if left:
        left.orphan(by=audit.SYSTEM)


def move_misfiled(rows: Any, by: Viewer) -> None:
    moved = rows.filter(status=TO_HANDLE).first()
    if moved:
        other = services(by).exclude(pk=moved.service_id).first()
        moved.move(other, "La question porte sur un texte, pas sur le logiciel.", by=by)
