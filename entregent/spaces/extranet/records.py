"""The records of this space: their pages, where they are searched."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent.lists.fields import Day, Field
from entregent.people.viewer import Viewer
from entregent.records.page import Panel, RecordPage
from entregent.spaces.extranet.models import Cabinet, Member

SPACE = "extranet"


class MemberPage(RecordPage):
    kind, space, model = "adherents", SPACE, Member
    label, icon, searched, number = _("Members"), "user", ("dossier__party__name_key",), "number"
    select = ("dossier__party", "cabinet__party")
    panels = [
        Panel(_("Characteristics"), [
            Field("dossier__party__siret", _("SIRET")), Field("legal_form", _("Legal form")),
            Field("professions", _("Profession")), Day("started_on", _("Activity begun on")),
            Day("joined_on", _("Member since")),
        ]),
        Panel(_("Adviser"), [Field("cabinet__party__name", _("Cabinet")), Field("reference", _("File number"))]),
        Panel(_("Contact details"), [
            Field("dossier__party__address", _("Address")), Field("dossier__party__postal_code", _("Postal code")),
            Field("dossier__party__city", _("City")), Field("dossier__party__phone", _("Phone")),
            Field("dossier__party__email", _("E-mail")),
        ]),
    ]  # fmt: skip

    @property
    def url(self) -> str:
        return str(self.record.get_absolute_url())

    @property
    def editable(self) -> frozenset[str]:
        return frozenset()

    @property
    def hint(self) -> str:
        return str(_("Member no. %(number)s") % {"number": self.record.number})

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return "" if viewer.is_customer else reverse("extranet:clients")


class CabinetPage(RecordPage):
    kind, space, model = "cabinets", SPACE, Cabinet
    label, icon, searched = _("Cabinets"), "building", ("party__name_key",)
    select = ("party",)
    panels = [
        Panel(_("Characteristics"), [
            Field("number", _("Number CNS")), Field("party__siret", _("SIRET")), Field("profession", _("Profession")),
            Field("legal_form", _("Legal form")),
        ]),
        Panel(_("Contact details"), [
            Field("party__address", _("Address")), Field("party__postal_code", _("Postal code")),
            Field("party__city", _("City")), Field("party__phone", _("Phone")), Field("party__email", _("E-mail")),
        ]),
    ]  # fmt: skip

    @property
    def url(self) -> str:
        return reverse("extranet:cabinet", args=[self.record.pk]) if self.viewer.is_provider else self.own_url

    @property
    def own_url(self) -> str:
        return reverse("extranet:home")

    @property
    def editable(self) -> frozenset[str]:
        return frozenset()
