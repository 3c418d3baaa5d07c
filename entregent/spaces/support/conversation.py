"""The messages of a request and the turns of its life, as one conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from entregent.audit.search import history_of
from entregent.people.sides import CUSTOMER
from entregent.people.viewer import Viewer, initials
from entregent.spaces.support.models import Intervention
from entregent.threads.models import Message


@dataclass(frozen=True)
class Line:
    """One message, or one turn (side "system")."""

    at: datetime
    side: str
    author: str = ""
    anchor: str = ""
    side_label: str = ""
    text: str = ""

    @property
    def initials(self) -> str:
        return initials(self.author)


def of(request: Intervention, viewer: Viewer) -> list[Line]:
    """Oldest to newest."""
    messages = Message.objects.visible_to(viewer).filter(thread=request.thread_id).select_related("author")
    lines = [_turn(event) for event in history_of("support.intervention", request.pk) if event.verb in turns()]
    lines += [_said(message, request, viewer) for message in messages]
    return sorted(lines, key=lambda line: line.at)


def turns() -> dict[str, Any]:
    """Events told as thin lines between the messages; answers tell themselves."""
    return {
        "support.intervention.taken": _("%(name)s took charge of the request"),
        "support.intervention.assigned": _("%(name)s assigned the request"),
        "support.intervention.edited": _("%(name)s changed the request"),
        "support.intervention.handed_over": _("%(name)s handed the request over"),
        "support.intervention.orphaned": _("The request waits for a new owner"),
        "support.intervention.closure_proposed": _("%(name)s proposed to close the request"),
        "support.intervention.closure_refused": _("%(name)s refused the closure"),
        "support.intervention.closed": _("%(name)s confirmed the closure"),
        "support.intervention.cancelled": _("%(name)s cancelled the request"),
    }


def _said(message: Message, request: Intervention, viewer: Viewer) -> Line:
    ours = (message.side == CUSTOMER) == viewer.is_customer
    party = request.dossier.party.name if message.side == CUSTOMER else _("Support")
    side = "ours" if ours else "theirs"
    return Line(message.at, side, message.author.name, f"m{message.pk}", party, message.text)


def _turn(event: Any) -> Line:
    return Line(
        event.at, "system", text=turns()[event.verb] % {"name": event.particulars.get("actor_name") or _("Someone")}
    )
