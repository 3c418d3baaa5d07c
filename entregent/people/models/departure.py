from django.db import models
from django.utils.translation import gettext_lazy as _

from entregent.core.clock import now
from entregent.people.sight import OfHouse


class Departure(OfHouse):
    """The end of a membership: who ended it, when, why. What they wrote stays under their name."""

    house_field = "membership__house"
    party_field = "membership__party"
    member_field = "membership"
    known_to_platform = True

    membership = models.OneToOneField("people.Membership", models.CASCADE, related_name="departure")
    by = models.ForeignKey("people.Membership", models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("Reason"), max_length=200, blank=True)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.membership_id}"
