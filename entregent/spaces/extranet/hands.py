"""In whose hands the file of a client was: « Historique des affectations par client »."""

from __future__ import annotations

from typing import Any, Final

from entregent.audit.search import history_of
from entregent.dossiers.models import Seat
from entregent.people.models import Membership
from entregent.people.sides import ADVISER
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.models import Member

GIVEN: Final = "dossiers.seat.assigned"
TAKEN: Final = "dossiers.seat.released"


def assignment_history(viewer: Viewer, member: Member) -> list[dict[str, Any]]:
    """Who had the file of this client, since when and by whom: every giving and taking back, newest first."""
    seats = Seat.objects.visible_to(viewer).filter(dossier=member.dossier_id, side=ADVISER, party=viewer.party_id)
    names = dict(Membership.objects.visible_to(viewer).filter(party=viewer.party_id).values_list("pk", "name"))
    events = [event for seat in seats for event in history_of("dossiers.seat", seat.pk).filter(verb__in=(GIVEN, TAKEN))]
    return [
        {
            "at": event.at, "is_given": event.verb == GIVEN, "name": names.get(event.particulars.get("member"), ""),
            "by": event.particulars.get("actor_name", ""),
        }
        for event in reversed(events)
    ]  # fmt: skip
