"""Who of the provider's side has a conversation before them: kept by a heartbeat, forgotten without it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from entregent.core.clock import now
from entregent.people.viewer import Viewer
from entregent.threads.models import Presence, Thread
from entregent.threads.reply import number_in

FADES_AFTER = timedelta(seconds=25)
WRITING = "ecrit"


def beat(thread: Thread, viewer: Viewer, *, writing: bool = False) -> None:
    """Note that the viewer is here now; customers leave no trace."""
    if not viewer.is_provider:
        return
    moment = now()
    changes: dict[str, Any] = {"seen_at": moment, "typing_at": moment if writing else None}
    rows = Presence.objects.visible_to(viewer)
    if not rows.filter(thread=thread, membership=viewer.membership_id).update(**changes):
        mine = Presence(dossier_id=thread.dossier_id, thread=thread, membership_id=viewer.acting, **changes)
        rows.bulk_create([mine], ignore_conflicts=True)  # another tab of theirs may be as quick


def others(thread: Thread, viewer: Viewer) -> list[Presence]:
    """Colleagues of the provider's side who are here too."""
    if not viewer.is_provider:
        return []
    rows = Presence.objects.visible_to(viewer).filter(thread=thread, seen_at__gte=now() - FADES_AFTER)
    return list(rows.exclude(membership=viewer.membership_id).select_related("membership").order_by("pk"))


def presence_words(presence: Presence) -> str:
    words = _("%(name)s is writing") if presence.typing_at else _("%(name)s is reading this conversation")
    return words % {"name": presence.membership.name}


def part(viewer: Viewer, argument: str) -> list[str] | None:
    """For the live door. argument: the key of a thread, followed by "-ecrit" while something is typed."""
    key, _dash, state = argument.partition("-")
    thread = Thread.objects.visible_to(viewer).filter(pk=number_in(key)).first() if viewer.is_provider else None
    if thread is None:
        return None
    beat(thread, viewer, writing=state == WRITING)
    return [presence_words(presence) for presence in others(thread, viewer)]


def forget_old_presences() -> int:
    rows = Presence.objects.unscoped("people who left long ago")
    return int(rows.filter(seen_at__lt=now() - timedelta(days=1)).delete()[0])
