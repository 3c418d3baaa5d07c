from django.db import models

from entregent.core.clock import now
from entregent.people.sight import OfHouse


class Block(OfHouse):
    """A closed door: who closed it, when, why."""

    house_field = "membership__house"
    party_field = "membership__party"
    member_field = "membership"
    known_to_platform = True

    membership = models.OneToOneField("people.Membership", models.CASCADE, related_name="block")
    by = models.ForeignKey("people.Membership", models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.membership_id}"
