"""For pages that stay open: how often agendas have changed."""

from __future__ import annotations

from entregent.agenda.models import Agenda
from entregent.people.viewer import Viewer

MOST = 12


def fresh(viewer: Viewer, argument: str) -> dict[str, int] | None:
    """Of the agendas whose keys the argument gives, between commas: their versions, by key."""
    keys = [int(one) for one in argument.split(",")[:MOST] if one.isascii() and one.isdigit() and len(one) < 18]
    rows = Agenda.objects.visible_to(viewer).filter(pk__in=keys).values_list("pk", "version")
    return {str(pk): version for pk, version in rows} or None
