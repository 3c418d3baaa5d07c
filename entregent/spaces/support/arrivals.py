"""What happened to a request since somebody opened its page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from entregent.audit.search import history_of
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer

PREFIX = "support.intervention."
OF_THE_DESK = [f"{PREFIX}noted"]  # known to the provider's side alone
NO_NEWS = [f"{PREFIX}taken"]  # an owner may go on writing while the desk gets to work


class Overtaken(Refused):
    """Others wrote or acted while this was being typed: it is shown to its author before it is sent."""


def known_to(viewer: Viewer, request: int) -> Any:
    """The events of a request that this viewer may know of, oldest first."""
    events = history_of("support.intervention", request)
    return events if viewer.is_provider else events.exclude(verb__in=OF_THE_DESK)


def last_known(viewer: Viewer, request: int) -> int:
    """Key of the latest event that the viewer may know of."""
    return int(known_to(viewer, request).values_list("id", flat=True).last() or 0)


def demand_nothing_new(request: int, seen: int | None, by: Viewer) -> None:
    """Raises Overtaken when others did something since the event `seen`. None asks nothing.

    Call it with the row of the request locked: what comes at the same time then waits.
    """
    if seen is None:
        return
    since = known_to(by, request).filter(id__gt=seen).exclude(actor_membership_id=by.acting)
    if not by.is_provider:
        since = since.exclude(verb__in=NO_NEWS)
    if since.exists():
        raise Overtaken(_("Others wrote or acted while you were writing. Read what arrived, then send."))
