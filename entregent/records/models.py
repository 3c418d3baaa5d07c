"""Favourite, Visit: what somebody keeps at hand, as one of their memberships. Both only point at a record."""

from __future__ import annotations

from django.db import models

from entregent.core.clock import now
from entregent.people.sight import Personal


class Pointer(Personal):
    """One record, by the kind of its page and its key. Whether it may still be seen is asked each time it is shown."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    membership = models.ForeignKey("people.Membership", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    at = models.DateTimeField(default=now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


class Favourite(Pointer):
    """Marked with a star."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "kind", "record_id"], name="favourite_once"),
        ]


class Visit(Pointer):
    """Looked at lately."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "kind", "record_id"], name="visit_once")]
        indexes = [models.Index(fields=["membership", "-at"], name="latest_visits")]
