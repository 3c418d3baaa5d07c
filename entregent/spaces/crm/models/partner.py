from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent.people.viewer import Viewer
from entregent.spaces.crm.models.followed import Followed
from entregent.spaces.crm.rights import FOLLOW

COMPANY, CONSULTANT, ORGANISATION = "company", "consultant", "organisation"
KINDS = [(COMPANY, _("Company")), (CONSULTANT, _("Consultant")), (ORGANISATION, _("Organisation"))]


class Partner(Followed):
    """« Partenaire »: a company, a consultant, an organisation; contacts belong to it."""

    name = models.CharField(_("Name"), max_length=120)
    kind = models.CharField(_("Kind"), max_length=12, choices=KINDS, default=COMPANY)
    activity = models.CharField(_("Line of business"), max_length=255, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Phone"), max_length=30, blank=True)
    address = models.CharField(_("Address"), max_length=200, blank=True)
    postal_code = models.CharField(_("Postal code"), max_length=12, blank=True)
    city = models.CharField(_("City"), max_length=80, blank=True)
    website = models.URLField(_("Web site"), blank=True)

    class Meta:
        indexes = [models.Index(fields=["house", "name_key", "id"], name="crm_partner_of_house")]

    @property
    def full_name(self) -> str:
        return self.name

    def party_fields(self) -> dict[str, str]:
        return {
            "name": self.name, "email": self.email, "phone": self.phone, "address": self.address,
            "postal_code": self.postal_code, "city": self.city,
        }  # fmt: skip

    def words(self) -> list[str]:
        return [self.name, self.city, self.activity]

    def get_absolute_url(self) -> str:
        return reverse("crm:partner", args=[self.pk])

    def edit_fields(self, viewer: Viewer) -> frozenset[str]:
        names = ("name", "kind", "activity", "email", "phone", "address", "postal_code", "city", "website")
        return frozenset(names if viewer.can(FOLLOW) else ())
