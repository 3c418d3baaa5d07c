from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from entregent.people.models import House, Membership
from entregent.people.sight import OfHouse


class Service(OfHouse):
    """A part of the provider with a desk and a queue of its own: « Logiciel », « Juridique »."""

    known_to_customers = True

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    name = models.CharField(_("Name"), max_length=80)
    is_active = models.BooleanField(
        _("In use"), default=True, help_text=_("Not in use: nothing new can be given to it, and it has no queue.")
    )

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["house", "name"], name="service_once")]

    def __str__(self) -> str:
        return self.name


class DeskMember(OfHouse):
    """Somebody of the house at the desk of a service: its new requests ring for them, and are in their queue.

    A matter of work, not of sight: whoever handles requests sees those of all services.
    """

    house_field = "service__house"

    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "member"], name="desk_member_once")]

    def __str__(self) -> str:
        return f"{self.member_id} → {self.service_id}"
