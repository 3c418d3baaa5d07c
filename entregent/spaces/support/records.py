"""The records of this space: their pages, where they are searched, what is quickly created."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.lists.fields import Day, Field, Worded
from entregent.people.models import Membership, Party
from entregent.people.models.membership import TITLES
from entregent.people.viewer import Viewer
from entregent.records.page import Panel, RecordPage
from entregent.spaces.support.forms import ContractForm, EstablishmentForm, ProductForm
from entregent.spaces.support.lists import SHOW_ENDED
from entregent.spaces.support.managed_page import ManagedPage
from entregent.spaces.support.models import Contract, Intervention, Product
from entregent.spaces.support.models.intervention import TRAIL

SPACE = "support"


class EstablishmentPage(RecordPage):
    kind, space, model, form = "etablissements", SPACE, Party, EstablishmentForm
    label, icon, searched = _("Establishments"), "building-community", ("name_key", "siret", "reference", "phone")
    panels = [
        Panel(_("Identification"), [
            Field("name", _("Legal name")), Field("full_name", _("Complete name")), Field("siret", _("SIRET")),
            Field("reference", _("Customer number")),
        ]),
        Panel(_("Contact details"), [
            Field("address", _("Address")), Field("postal_code", _("Postal code")), Field("city", _("City")),
            Field("email", _("E-mail")), Field("phone", _("Phone")), Field("fax", _("Fax")),
        ]),
    ]  # fmt: skip

    @property
    def url(self) -> str:
        own = self.viewer.is_customer
        return reverse("support:establishment") if own else reverse("support:establishment-of", args=[self.record.pk])

    @property
    def hint(self) -> str:
        return str(self.record.city)

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return reverse("support:establishments") if viewer.is_provider else ""


class ContractPage(RecordPage):
    kind, space, model, form = "contrats", SPACE, Contract, ContractForm
    label, icon = _("Contracts"), "file-certificate"
    searched = ("number", "reference", "licence", "product__name_key", "dossier__party__name_key")
    select = ("product__service", "dossier__party")
    panels = [
        Panel(_("Contract"), [
            Field("dossier__party__name", _("Establishment")), Field("product__name", _("Product")),
            Field("product__service__name", _("Service")),
            Field("reference", _("Reference")), Field("number", _("Contract number")),
            Field("licence", _("Licence number")), Day("signed_on", _("Signature date")), Day("ends_on", _("End date")),
            Field("renews_for", _("Renewed by tacit agreement, for (months)")),
            Day("terminated_on", _("Terminated on")),
        ]),
    ]  # fmt: skip

    @property
    def url(self) -> str:
        return reverse("support:contract", args=[self.record.pk])

    @property
    def hint(self) -> str:
        return "" if self.viewer.is_customer else str(self.record.dossier.party)

    def link(self, name: str) -> str:
        party = self.record.dossier.party
        return EstablishmentPage(self.viewer, party).url if name == "dossier__party__name" else ""

    @property
    def title(self) -> str:
        return f"{self.record.product} · {self.record.number}" if self.record.number else str(self.record.product)


class MemberPage(RecordPage):
    """A member of an establishment: never a colleague of the desk, whom another page shows."""

    kind, space, model, select = "collaborateurs", SPACE, Membership, ("party", "user", "block", "departure")
    label, icon, searched = _("Collaborators"), "users", ("name_key", "user__email", "phone")
    panels = [
        Panel(_("Details"), [
            Worded("title", pgettext_lazy("person", "Title"), told=lambda key: dict(TITLES).get(key, "")),
            Field("first_name", _("First name")), Field("last_name", _("Last name")), Field("user__email", _("E-mail")),
            Field("phone", _("Phone")), Field("profiles", _("Profile")), Field("number", _("Number")),
        ]),
    ]  # fmt: skip

    @classmethod
    def rows_of(cls, viewer: Viewer) -> Any:
        return super().rows_of(viewer).exclude(party=None)

    @property
    def url(self) -> str:
        return reverse("support:colleague", args=[self.record.pk])

    @property
    def hint(self) -> str:
        role = self.record.profiles
        return role if self.viewer.is_customer else f"{role} · {self.record.party}"

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return reverse("support:colleagues") if viewer.is_customer else ""


class ProductPage(ManagedPage):
    kind, space, model, form, select = "produits", SPACE, Product, ProductForm, ("service", "form")
    label, icon, searched = _("Products"), "packages", ("name_key",)
    panels = [
        Panel(_("Product"), [
            Field("name", _("Name")), Field("service__name", _("Service")), Field("form__name", _("Further questions")),
        ]),
    ]  # fmt: skip

    @property
    def url(self) -> str:
        return reverse("support:product", args=[self.record.pk])

    @property
    def hint(self) -> str:
        return str(self.record.service)

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return reverse("support:products")


class RequestPage(RecordPage):
    kind, space, model, listed = "demandes", SPACE, Intervention, {SHOW_ENDED.key: "oui"}
    label, icon, searched, number = _("Requests"), "lifebuoy", ("search_key",), "number"
    select = ("contract__product", "service", "owner", "handler", "dossier__party", "thread")
    panels = [Panel(_("Key facts"), [Field("subject", _("Subject"))])]
    kept_from_customers = frozenset(TRAIL.private)
    told_fields = {
        "owner": _("Agent"), "handler": _("Support"), "service": _("Service"), "details": _("Further questions"),
        "evaluation": _("Evaluation"),
    }  # fmt: skip

    @property
    def url(self) -> str:
        return str(self.record.get_absolute_url())

    @property
    def title(self) -> str:
        return str(self.record.subject)

    @property
    def found_title(self) -> str:
        words = _("No. %(number)s · %(subject)s")
        return str(words % {"number": self.record.number, "subject": self.record.subject})

    @property
    def hint(self) -> str:
        state = str(self.record.state.label)
        return state if self.viewer.is_customer else f"{state} · {self.record.dossier.party}"

    @classmethod
    def list_url(cls, viewer: Viewer) -> str:
        return reverse("support:requests")
