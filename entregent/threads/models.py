"""Thread and Message: what the two sides say to each other about one record."""

from __future__ import annotations

from django.db import models

from entregent.core.clock import now
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.models import Membership
from entregent.people.sides import SIDES
from entregent.people.viewer import Viewer


class Thread(OfDossier):
    """One conversation. The record that owns it points here; a thread knows nothing above it."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.pk}"

    def say(self, text: str, *, by: Viewer) -> Message:
        """Add a message. The caller's verb has checked the ability, and writes the event."""
        message = Message(thread=self, dossier_id=self.dossier_id, author_id=by.acting, side=by.side, text=text)
        message.save(force_insert=True)
        return message


class Message(OfDossier):
    """What someone wrote, as they wrote it: never changed, never cut."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="messages")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=SIDES)
    text = models.TextField()
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["thread", "at"])]

    def __str__(self) -> str:
        return f"{self.pk}"
