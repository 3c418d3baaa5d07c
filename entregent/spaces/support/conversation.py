"""A request as a conversation: the words for the turns of its life, and whom its sides are called."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from entregent.people.viewer import Viewer
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.models.intervention import TRAIL
from entregent.threads.reply import number_in
from entregent.threads.talk import Subject


def about(request: Intervention) -> Subject:
    return Subject(request.thread, TRAIL, request.pk, turns(), request.dossier.party.name, _("Support"))


def turns() -> dict[str, Any]:
    """Events told as thin lines between the messages; answers tell themselves."""
    return {
        "support.intervention.taken": _("%(name)s took charge of the request"),
        "support.intervention.assigned": _("%(name)s assigned the request"),
        "support.intervention.moved": _("%(name)s moved the request to the desk of another service"),
        "support.intervention.linked": _("%(name)s linked the request to another one"),
        "support.intervention.unlinked": _("%(name)s removed a link to another request"),
        "support.intervention.edited": _("%(name)s changed the request"),
        "support.intervention.handed_over": _("%(name)s handed the request over"),
        "support.intervention.orphaned": _("The request waits for a new owner"),
        "support.intervention.unowned": _("The administrators of the establishment were told that it has no owner"),
        "support.intervention.closure_proposed": _("%(name)s proposed to close the request"),
        "support.intervention.closure_refused": _("%(name)s refused the closure"),
        "support.intervention.closed": _("%(name)s confirmed the closure"),
        "support.intervention.recalled": _("The owner was reminded that an answer is awaited"),
        "support.intervention.escalated": _("The administrators of the establishment were told that no answer comes"),
        "support.intervention.lapsed": _("The request was closed for want of an answer"),
        "support.intervention.rated": _("%(name)s filled in the questionnaire"),
        "support.intervention.archived": _("The request was archived"),
        "support.intervention.evaluation_corrected": _("%(name)s corrected the evaluation"),
        "support.intervention.cancelled": _("%(name)s cancelled the request"),
        "support.intervention.restored": _("%(name)s took the cancellation back"),
        "support.intervention.wanted": _("%(name)s asked to become the owner of the request"),
    }


def owner(viewer: Viewer, pk: int) -> Intervention | None:
    """For the door of files: whoever sees a request has the files that were added to it."""
    found: Intervention | None = Intervention.objects.visible_to(viewer).filter(pk=pk).first()
    return found


def fresh(viewer: Viewer, argument: str) -> dict[str, int] | None:
    """For the live door: the latest event of the request whose number is the argument."""
    number, viewer = number_in(argument), viewer.in_space("support")
    found = Intervention.objects.visible_to(viewer).filter(number=number).values_list("pk", flat=True).first()
    return {"event": TRAIL.last_known(viewer, found)} if found else None
