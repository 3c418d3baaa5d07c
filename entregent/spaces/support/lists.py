"""The lists of this space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import BooleanField, Case, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent.lists.fields import Day, Field, Flag, Link, Mark, Number, Person, Status, Worded
from entregent.lists.filters import Choose
from entregent.lists.page import ListPage, Switch, Tab, Words
from entregent.people.models import Membership, Party
from entregent.people.viewer import Viewer
from entregent.spaces.support.actions import Assign, HandOver
from entregent.spaces.support.models import Contract, Intervention, Product
from entregent.spaces.support.rights import MANAGE, REQUEST
from entregent.spaces.support.statuses import STATUSES, TO_HANDLE

NOBODY = _("To be reassigned")


def of_status(key: str) -> Any:
    return lambda rows: rows.filter(status=key)


SHOW_ENDED = Switch(
    "cloturees",
    _("Show closed requests"),
    _("Hide closed requests"),
    hide=lambda rows: rows.filter(ended_at=None),
    hidden=lambda rows: rows.exclude(ended_at=None),
)


class RequestList(ListPage):
    """« Liste des demandes d’intervention de mon établissement »; for the desk, its queue."""

    model = Intervention
    caption = _("Intervention requests of my establishment")
    fields = [
        Number("number", _("No."), slug="numero"),
        Field("contract__product__name", _("Contract"), sort="product_key", slug="contrat", filter=True),
        Link("subject", _("Subject"), sort="subject_key", slug="sujet", filter=True),
        Person("owner__name", _("Agent"), sort="owner_key", slug="agent", filter=True, nobody=NOBODY),
        Person("handler__name", _("Support"), sort="handler_key", slug="support", filter=True),
        Day("opened_at", _("Request date"), slug="date", filter=True),
        Status("status", _("Status"), slug="statut", filter=True, states=STATUSES),
        Mark("awaits_owner", _("Awaiting"), hint=_("Awaits the owner’s answer"), sort="-", slug="attente", filter=True),
        Day("changed_at", _("Last change"), sort="-", slug="changee", filter=True, shown=False),
        Day("ended_at", _("Closing date"), sort="-", slug="fin", filter=True, shown=False),
    ]
    desk = Field("dossier__party__name", _("Establishment"), sort="party_key", slug="etablissement", filter=True)
    search = ["search_key"]
    marking = ["status", "awaits_owner"]
    actions = [HandOver, Assign]
    route = "support:request"
    default_sort = "-number"
    key = "number"
    tabs = [
        Tab("", _("All"), lambda rows: rows),
        *(Tab(status.slug, status.label, of_status(key)) for key, status in STATUSES.items()),
    ]
    switches = [SHOW_ENDED]
    empty_title = _("No request yet")
    empty_text = _("Requests appear here as they are filed, with their answers and their status.")
    viewer: Viewer

    @property
    def heading(self) -> Words:
        return _("Intervention requests") if self.viewer.is_provider else self.caption

    def columns(self) -> Sequence[Field]:
        return [*self.fields[:1], self.desk, *self.fields[1:]] if self.viewer.is_provider else self.fields

    def is_marked(self, values: Mapping[str, Any]) -> bool:
        return bool(values["status"] == TO_HANDLE if self.viewer.is_provider else values["awaits_owner"])

    def first_action(self) -> tuple[str, Words]:
        return (reverse("support:request-new"), _("File a request")) if self.viewer.can(REQUEST) else ("", "")


class OwnRequestList(RequestList):
    """« Mes demandes d’intervention », with their closing date."""

    caption = _("My intervention requests")
    fields = [
        Number("number", _("No."), slug="numero"),
        Field("contract__product__name", _("Contract"), sort="product_key", slug="contrat"),
        Link("subject", _("Subject"), sort="subject_key", slug="sujet"),
        Day("opened_at", _("Filing date"), slug="date"),
        Day("ended_at", _("Closing date"), sort="-", slug="fin"),
        Status("status", _("Status"), slug="statut", states=STATUSES),
        Mark("awaits_owner", _("Awaiting"), hint=_("Awaits the owner’s answer"), sort="-", slug="attente"),
    ]
    actions = []
    member: int

    def __init__(self, viewer: Viewer, parameters: Mapping[str, str], member: int) -> None:
        self.member = member
        super().__init__(viewer, parameters)

    def rows(self) -> Any:
        return super().rows().filter(owner=self.member)


class AgentList(ListPage):
    """The people of one establishment."""

    model = Membership
    caption = _("Agents")
    fields = [
        Field("number", _("Number"), slug="numero", filter=True),
        Link("name", _("Name"), sort="name_key", slug="nom", filter=True),
        Field("user__email", _("E-mail"), slug="mail", filter=True),
        Field("role__name", _("Profile"), slug="profil", filter=True),
        Flag("block", _("Active"), sort="-", yes=_("Yes"), no=_("Blocked"), read=lambda block: block is None),
    ]
    filter_words = _("Advanced search")
    filters = [Choose("actif", _("Active"), "block__isnull", (("oui", True, _("Yes")), ("non", False, _("Blocked"))))]
    search = ["name_key", "user__email"]
    route = "support:colleague"
    default_sort = "name_key"
    empty_title = _("Nobody yet")
    empty_text = _("People invited for this establishment appear here.")

    def __init__(self, viewer: Viewer, parameters: Mapping[str, str], party: int) -> None:
        self.party = party
        super().__init__(viewer, parameters)

    def rows(self) -> Any:
        return super().rows().filter(party=self.party)


class ContractList(ListPage):
    """The contracts of one establishment."""

    model = Contract
    caption = _("Contracts")
    fields = [
        Field("reference", _("Reference")),
        Field("number", _("Contract number")),
        Field("licence", _("Licence number")),
        Link("product__name", _("Contract")),
        Worded("product__service__name", _("Service")),
        Day("signed_on", _("Signature date")),
        Day("ends_on", _("End date")),
        Flag("covers_today", _("Active"), yes=_("Yes"), no=_("No")),
    ]
    default_sort = "product__name"
    empty_title = _("No contract yet")
    empty_text = _("The contracts that let this establishment file requests appear here.")
    viewer: Viewer

    def __init__(self, viewer: Viewer, parameters: Mapping[str, str], party: int) -> None:
        self.party = party
        super().__init__(viewer, parameters)

    def rows(self) -> Any:
        covers = Case(
            When(Contract.active(), then=Value(value=True)), default=Value(value=False), output_field=BooleanField()
        )
        return super().rows().filter(dossier__party=self.party).annotate(covers_today=covers)

    def url(self, key: Any) -> str:
        return reverse("support:contract", args=[key])


class EstablishmentList(ListPage):
    """The customers of the house that have a file in this space."""

    model = Party
    caption = _("Establishments")
    fields = [
        Field("reference", _("Customer number")),
        Link("name", _("Legal name"), sort="name_key"),
        Field("siret", _("SIRET")),
        Field("postal_code", _("Postal code")),
        Field("city", _("City")),
        Field("phone", _("Phone"), sort="-"),
    ]
    search = ["name_key", "siret", "reference"]
    route = "support:establishment-of"
    default_sort = "name_key"
    empty_title = _("No establishment yet")
    empty_text = _("Establishments that hold contracts with you appear here.")
    viewer: Viewer

    def first_action(self) -> tuple[str, Words]:
        return (
            (reverse("support:establishment-new"), _("Add an establishment")) if self.viewer.can(MANAGE) else ("", "")
        )


class ProductList(ListPage):
    model = Product
    caption = _("Products")
    fields = [
        Link("name", _("Name"), sort="name_key"),
        Field("service__name", _("Service")),
        Field("form__name", _("Further questions")),
    ]
    search, default_sort = ["name_key"], "name_key"
    route = "support:product"
    empty_title = _("No product yet")
    empty_text = _("A contract is about a product; a product belongs to a service.")

    def first_action(self) -> tuple[str, Words]:
        return reverse("support:product-new"), _("Add a product")
