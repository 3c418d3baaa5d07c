from django.db import models

from entregent.core.clock import now
from entregent.people.sight import OfHouse


class LockWarning(OfHouse):
    """Somebody was told by mail that their account, which they do not use, is about to be locked."""

    house_field = "membership__house"
    party_field = "membership__party"
    member_field = "membership"

    membership = models.OneToOneField("people.Membership", models.CASCADE, related_name="lock_warning")
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.membership_id}"
