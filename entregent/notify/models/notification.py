from __future__ import annotations

from django.db import models
from django.db.models import Q

from entregent.people.sight import Personal


class Notification(Personal):
    """A line of somebody's bell: something happened to a record. Further events of the same verb join it while unread.

    It holds no words about the record: they are asked for when it is shown, of what its reader may see by then.
    Bare ids, like the event's: the record, or the membership, may be gone.
    """

    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    membership_id = models.BigIntegerField()
    event_id = models.BigIntegerField()  # the latest
    verb = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    record_type = models.CharField(max_length=100)
    record_id = models.CharField(max_length=50)
    actor_name = models.CharField(max_length=161, blank=True)
    count = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # when a digest by mail is to tell of it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership_id", "record_type", "record_id", "verb"],
                condition=Q(read_at=None),
                name="one_unread_line",
            )
        ]
        indexes = [
            models.Index(fields=["membership_id", "-at", "-id"], name="notification_of_member"),
            models.Index(fields=["membership_id", "-at", "-id"], condition=Q(read_at=None), name="notification_unread"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="notification_due"),
            models.Index(fields=["at"], name="notification_age"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.record_type} {self.record_id}"
