"""What ties requests together in the story: a duplicate, what follows what was closed, one sent to another desk."""

from __future__ import annotations

from typing import Any

from entregent.links import linking
from entregent.links.kinds import DUPLICATE, FOLLOWS, RELATED
from entregent.people.viewer import Viewer
from entregent.site.demo.places import World
from entregent.spaces.support.desks import services
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.statuses import CLOSED, IN_PROGRESS, TO_HANDLE


def tie(world: World) -> None:
    """In the first establishment, where whoever visits enters."""
    by, of = world.desk.staff["technicien"], world.places[0].agents[0].party_id
    rows = Intervention.objects.visible_to(by).select_related(*Intervention.BEARERS).filter(dossier__party=of)
    under_way = list(rows.filter(status__in=(TO_HANDLE, IN_PROGRESS)).order_by("number"))
    closed = rows.filter(status=CLOSED).order_by("-number")
    link(under_way[0], closed[0], FOLLOWS, by)
    link(under_way[0], closed[1], RELATED, by)
    link(under_way[1], under_way[0], DUPLICATE, by)
    misfiled(rows, by)


def link(record: Any, to: Any, kind: str, by: Viewer) -> None:
    linking.link(record, to, kind, by=by)


def misfiled(rows: Any, by: Viewer) -> None:
    moved = rows.filter(status=TO_HANDLE).first()
    if moved:
        other = services(by).exclude(pk=moved.service_id).first()
        moved.move(other, "La question porte sur un texte, pas sur le logiciel.", by=by)
