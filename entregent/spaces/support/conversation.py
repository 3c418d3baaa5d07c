"""A request as a conversation: the words for the turns of its life, and whom its sides are called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from entregent.people.viewer import Viewer
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.models.intervention import TRAIL
from entregent.threads.reply import number_in
from entregent.threads.talk import Subject


def about(request: Intervention) -> Subject:
    return Subject(request.thread, TRAIL, request.pk, TRAIL.turns(), request.dossier.party.name, _("Support"))


def owner(viewer: Viewer, pk: int) -> Intervention | None:
    """For the door of files: whoever sees a request has the files that were added to it."""
    found: Intervention | None = Intervention.objects.visible_to(viewer).filter(pk=pk).first()
    return found


def fresh(viewer: Viewer, argument: str) -> dict[str, int] | None:
    """For the live door: the latest event of the request whose number is the argument."""
    number, viewer = number_in(argument), viewer.in_space("support")
    found = Intervention.objects.visible_to(viewer).filter(number=number).values_list("pk", flat=True).first()
    return {"event": TRAIL.last_known(viewer, found)} if found else None
