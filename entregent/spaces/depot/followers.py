"""Who of the firm follows a client: those who handle what it hands in, and those it may alert besides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from entregent.core.clock import now
from entregent.dossiers.models import Assignment, Dossier
from entregent.notify.recipients import reachable
from entregent.people.models import Membership
from entregent.people.models.membership import OPEN
from entregent.people.posts import bearing, overseeing
from entregent.people.sides import PROVIDER
from entregent.people.viewer import Viewer
from entregent.spaces.depot.models import Absence, Destination, Handler
from entregent.spaces.depot.rights import HANDLE

REASON = "telling those who follow a client"


@dataclass(frozen=True)
class Contact:
    """member: somebody whom a client may alert. what: for what they are known to this client."""

    member: Membership
    what: str

    def __str__(self) -> str:
        return f"{self.member.name} ({self.what})" if self.what else str(self.member.name)


def contacts_of(viewer: Viewer, dossier: Dossier) -> list[Contact]:
    """The people of the firm who follow the dossier of a client, by name, with what they handle."""
    assigned = Assignment.objects.unscoped("names of those whom a client may alert")
    keys = assigned.filter(seat__dossier=dossier, seat__side=PROVIDER).values("membership")
    people = Membership.objects.visible_to(viewer).filter(pk__in=keys, user__is_active=True, **OPEN)
    handled: dict[int, list[str]] = {}
    for one in Handler.objects.visible_to(viewer).filter(dossier=dossier).select_related("destination"):
        handled.setdefault(one.member_id, []).append(str(one.destination))
    return [Contact(member, ", ".join(handled.get(member.pk, ()))) for member in people.order_by("name_key")]


def handlers_of(dossier_id: int, destination_id: int, house_id: int) -> list[Membership]:
    """Who is told of what comes for this destination, and who stands in for whoever of them is away.

    Without anybody named: those of the firm who follow this client; without anybody at all, those who see every client.
    """
    named = Handler.objects.unscoped(REASON).filter(dossier=dossier_id, destination=destination_id)
    keys = list(named.values_list("member", flat=True))
    if not list(people(keys)):
        follow = Assignment.objects.unscoped(REASON).filter(seat__dossier=dossier_id, seat__side=PROVIDER)
        keys = list(follow.values_list("membership", flat=True))
    found = list(people(with_deputies(keys)).filter(bearing(HANDLE, house_id)))
    if found:
        return found
    over_all = everybody().filter(bearing(HANDLE, house_id, "depot"), overseeing("depot"), house=house_id, party=None)
    return list(reachable(over_all))


def with_deputies(keys: list[int]) -> list[int]:
    """Whoever is away is told too: they read it when they are back."""
    return [*keys, *Absence.deputies(keys, timezone.localdate(now())).values()]


def people(keys: Any) -> Any:
    return reachable(everybody().filter(pk__in=keys))


def everybody() -> Any:
    return Membership.objects.unscoped(REASON)


def open_destinations(viewer: Viewer) -> Any:
    return Destination.objects.visible_to(viewer).filter(closed_at=None)
