"""Forgets what events tell of people, and keeps the chain whole."""

from django.db.models import Q

from entregent.audit.models import Event
from entregent.core import clock


def erase_particulars(where: Q) -> int:
    """Blanks the particulars of the events that match, and says how many.

    The envelope stays, and the digest, which without its salt tells nothing. There is no way back.
    """
    return Event.objects.filter(where, erased_at=None).update(particulars={}, salt="", erased_at=clock.now())
