from django.db import models

from entregent.core.clock import now
from entregent.people.sight import OfHouse


class Retirement(OfHouse):
    """A role that is given to nobody any more: who decided so, when."""

    house_field = "role__house"
    space_field = "role__space"
    known_to_platform = True
    known_to_governors = True

    role = models.OneToOneField("people.Role", models.CASCADE, related_name="retirement")
    by = models.ForeignKey("people.Membership", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.role_id}"
