"""Thread and Message: what the two sides say to each other about one record; ReadMark and Presence: who follows."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import models

from entregent.core.clock import now
from entregent.core.richtext import Written
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.files import attaching
from entregent.people.models import Membership
from entregent.people.sides import SIDES
from entregent.people.viewer import Viewer

PURPOSE = "message"  # what files are sent for


class Thread(OfDossier):
    """One conversation. The record that owns it points here; a thread knows nothing above it."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.pk}"

    def say(
        self, said: Written | str, *, by: Viewer, internal: bool = False, files: Collection[UUID] = ()
    ) -> Message:  # fmt: skip
        """Add a message. The caller's verb has checked the ability, and writes the event.

        internal: a note among the provider's own people. files: keys of the author's own that were received.
        Raises Refused when one of them is not there, or they are more than a message takes.
        """
        written = said if isinstance(said, Written) else Written.plain(said)
        message = Message(
            thread=self, dossier_id=self.dossier_id, author_id=by.acting, side=by.side,
            text=written.text, html=written.html, is_internal=internal,
        )  # fmt: skip
        message.save(force_insert=True)
        attaching.attach(by, files, message, purpose=PURPOSE)
        return message


class Message(OfDossier):
    """What someone wrote, as they wrote it: never changed, never cut."""

    private_field = "is_internal"

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="messages")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=SIDES)
    text = models.TextField()
    html = models.TextField(blank=True)  # the same with its shape, cleaned; empty for plain text
    is_internal = models.BooleanField(default=False)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["thread", "at"])]

    def __str__(self) -> str:
        return f"{self.pk}"


class ReadMark(OfDossier):
    """How far someone has read. Customers see their own alone: who of the desk reads is the desk's business."""

    own_field = "membership"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="read_marks")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    upto = models.ForeignKey(Message, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "membership"], name="read_mark_once")]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.upto_id}"


class Presence(OfDossier):
    """Someone of the provider's side who has the conversation before them now, and may be writing."""

    own_field = "membership"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="presences")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=now)
    typing_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "membership"], name="present_once")]

    def __str__(self) -> str:
        return f"{self.membership_id} @ {self.thread_id}"
