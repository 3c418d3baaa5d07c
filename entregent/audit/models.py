"""Event and ChainHead. Unguarded: imported in this room alone; pages read through search.py."""

import uuid
from datetime import UTC
from typing import Any

from django.db import models

from entregent.audit.particulars import canonical
from entregent.core import clock


class Event(models.Model):
    """Who did what to which record. Bare ids: an event outlives what it tells of.

    Triggers of the database refuse to change the envelope, to break a seal and to delete a row.
    """

    ENVELOPE = (
        "id", "uuid", "at", "verb", "record_type", "record_id", "house_id", "dossier_id",
        "actor_user_id", "actor_membership_id", "digest",
    )  # fmt: skip

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=clock.now)
    verb = models.CharField(max_length=100)
    record_type = models.CharField(max_length=100)
    record_id = models.CharField(max_length=50)
    house_id = models.BigIntegerField(null=True)
    dossier_id = models.BigIntegerField(null=True)
    space = models.CharField(max_length=20, null=True)  # where it is told; nothing: to the house itself
    actor_user_id = models.BigIntegerField(null=True)
    actor_membership_id = models.BigIntegerField(null=True)
    particulars = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    seq = models.BigIntegerField(null=True, unique=True)
    seal = models.CharField(max_length=64, blank=True)
    erased_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)  # undone within its time, or the undoing: told to nobody

    class Meta:
        indexes = [
            models.Index(fields=["record_type", "record_id", "id"], name="event_of_record"),
            models.Index(fields=["house_id", "-id"], name="event_of_house"),
            models.Index(fields=["dossier_id", "-id"], name="event_of_dossier"),
            models.Index(fields=["id"], name="event_unsealed", condition=models.Q(seq=None)),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.record_type} {self.record_id}"

    def envelope(self) -> bytes:
        """What the seal covers: everything but the particulars, for which the digest stands."""
        fields: dict[str, Any] = {name: getattr(self, name) for name in self.ENVELOPE}
        fields["uuid"] = str(self.uuid)
        fields["at"] = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return canonical(fields)


class ChainHead(models.Model):
    """One row: how far the chain goes, so that a tail cut off is noticed."""

    seq = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.seq} {self.seal}"
