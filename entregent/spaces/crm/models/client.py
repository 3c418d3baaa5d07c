from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.people.viewer import Viewer
from entregent.spaces.crm.models.followed import Followed
from entregent.spaces.crm.rights import FOLLOW, PARTICULARS

NEWCOMER, RESIDENT, SEEKER = "newcomer", "resident", "seeker"
KINDS = [(NEWCOMER, _("Newcomer")), (RESIDENT, _("Permanent resident")), (SEEKER, _("Job seeker"))]
ACTIVE, PAUSED, ENDED = "active", "paused", "ended"
STATUSES = [
    (ACTIVE, pgettext_lazy("client", "Active")), (PAUSED, pgettext_lazy("client", "Paused")),
    (ENDED, pgettext_lazy("client", "Ended")),
]  # fmt: skip
OPEN_FIELDS = ("first_name", "last_name", "kind", "status", "city", "languages", "occupation", "arrived_on")
PRIVATE_FIELDS = ("birth_date", "email", "phone", "address", "postal_code", "country")


class Client(Followed):
    """« Client »: somebody whom the organisation helps."""

    first_name = models.CharField(_("First name"), max_length=80)
    last_name = models.CharField(_("Last name"), max_length=80)
    kind = models.CharField(_("Kind"), max_length=10, choices=KINDS, default=NEWCOMER)
    status = models.CharField(_("Status"), max_length=8, choices=STATUSES, default=ACTIVE)
    birth_date = models.DateField(_("Birth date"), null=True, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Phone"), max_length=30, blank=True)
    address = models.CharField(_("Address"), max_length=200, blank=True)
    postal_code = models.CharField(_("Postal code"), max_length=12, blank=True)
    city = models.CharField(_("City"), max_length=80, blank=True)
    country = models.CharField(_("Country of origin"), max_length=80, blank=True)
    arrived_on = models.DateField(_("Arrived on"), null=True, blank=True)
    languages = models.CharField(_("Languages"), max_length=255, blank=True)
    occupation = models.CharField(_("Occupation"), max_length=255, blank=True)

    class Meta:
        indexes = [models.Index(fields=["house", "name_key", "id"], name="crm_client_of_house")]

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def party_fields(self) -> dict[str, str]:
        return {
            "name": self.full_name[:120], "email": self.email, "phone": self.phone, "address": self.address,
            "postal_code": self.postal_code, "city": self.city,
        }  # fmt: skip

    def words(self) -> list[str]:
        """What everybody may read of it alone: whoever is shown no address finds nobody by it either."""
        return [self.last_name, self.first_name, self.city, self.occupation]

    def get_absolute_url(self) -> str:
        return reverse("crm:client", args=[self.pk])

    def edit_fields(self, viewer: Viewer) -> frozenset[str]:
        if not viewer.can(FOLLOW):
            return frozenset()
        return frozenset((*OPEN_FIELDS, *(PRIVATE_FIELDS if viewer.can(PARTICULARS) else ())))
