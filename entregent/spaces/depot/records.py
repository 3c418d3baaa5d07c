"""The records of this space: their pages, where they are searched."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent.dossiers.models import Dossier
from entregent.lists.fields import Field
from entregent.people.models import Party
from entregent.people.viewer import Viewer
from entregent.records.page import Panel, RecordPage
from entregent.spaces.depot.forms import ClientForm
from entregent.spaces.depot.models import Paper

SPACE = "depot"


class PaperPage(RecordPage):
    kind, space, model = "pieces", SPACE, Paper
    label, icon, searched = _("Documents"), "file-text", ("search_key",)
    select = ("dossier__party", "deposit__depositor", "destination", "handler", "category", "first_reader")
    panels = [Panel(_("Document"), [Field("name", _("Name"))])]
    told_fields = {"filing": _("Filed under")}

    @property
    def url(self) -> str:
        return str(self.record.get_absolute_url())

    @property
    def title(self) -> str:
        return str(self.record.name)

    @property
    def hint(self) -> str:
        state = str(self.record.state.label)
        return state if self.viewer.is_customer else f"{state} · {self.record.dossier.party}"

    @property
    def editable(self) -> frozenset[str]:
        return frozenset()

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return reverse("depot:papers" if viewer.is_customer else "depot:arrivals")


class ClientPage(RecordPage):
    kind, space, model, form = "clients", SPACE, Party, ClientForm
    label, icon, searched = _("Clients"), "building", ("name_key", "siret", "reference")
    panels = [
        Panel(_("Identification"), [
            Field("name", _("Name")), Field("full_name", _("Complete name")), Field("siret", _("SIRET")),
            Field("reference", _("Customer number")),
        ]),
        Panel(_("Contact details"), [
            Field("address", _("Address")), Field("postal_code", _("Postal code")), Field("city", _("City")),
            Field("email", _("E-mail")), Field("phone", _("Phone")),
        ]),
    ]  # fmt: skip

    @classmethod
    def rows_of(cls, viewer: Viewer) -> Any:
        return super().rows_of(viewer).filter(pk__in=own_dossiers(viewer).values("party"))

    @property
    def url(self) -> str:
        own = self.viewer.is_customer
        return reverse("depot:papers") if own else reverse("depot:client", args=[self.record.pk])

    @property
    def hint(self) -> str:
        return str(self.record.city)

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return reverse("depot:clients") if viewer.is_provider else ""


def own_dossiers(viewer: Viewer) -> Any:
    return Dossier.objects.visible_to(viewer).filter(space=SPACE)
