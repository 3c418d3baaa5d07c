"""The lists of this space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.db.models import BooleanField, Case, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from entregent.dashboards.chart import following
from entregent.lists.fields import Day, Field, Flag, Link, Mark, Number, Person, Status, Worded
from entregent.lists.page import Filter, ListPage, Switch, Tab, Words
from entregent.people.models import Membership, Party
from entregent.people.viewer import Viewer
from entregent.spaces.support.models import Contract, Intervention, Product
from entregent.spaces.support.rights import MANAGE, REQUEST
from entregent.spaces.support.statuses import ENDED, STATUSES, TO_HANDLE

NOBODY = _("To be reassigned")


def of_status(key: str) -> Any:
    return lambda rows: rows.filter(status=key)


def opened_in(rows: Any, month: str) -> Any | None:
    """Requests opened in a month written 2026-04, where the viewer lives; None for anything else."""
    try:
        first = datetime.strptime(month, "%Y-%m").date()  # noqa: DTZ007 (a day, not a moment)
        start, end = (timezone.make_aware(datetime.combine(day, time())) for day in (first, following(first)))
    except (ValueError, OverflowError):
        return None
    return rows.filter(opened_at__gte=start, opened_at__lt=end)


def opened_in_words(month: str) -> str:
    first = datetime.strptime(month, "%Y-%m").date()  # noqa: DTZ007 (a day, not a moment)
    return _("opened in %(month)s") % {"month": date_format(first, "F Y")}


SHOW_ENDED = Switch(
    "cloturees",
    _("Show closed requests"),
    _("Hide closed requests"),
    hide=lambda rows: rows.exclude(status__in=ENDED),
    hidden=lambda rows: rows.filter(status__in=ENDED),
)


class RequestList(ListPage):
    """« Liste des demandes d’intervention de mon établissement »; for the desk, its queue."""

    model = Intervention
    caption = _("Intervention requests of my establishment")
    fields = [
        Number("number", _("No."), search="search_key", numeric=True),
        Field("contract__product__name", _("Contract")),
        Link("subject", _("Subject"), sort="search_key"),
        Person("owner__name", _("Agent"), sort="owner__name_key", search="owner__name_key", nobody=NOBODY),
        Person("handler__name", _("Support"), sort="handler__name_key", search="handler__name_key"),
        Day("opened_at", _("Request date")),
        Status("status", _("Status"), states=STATUSES),
        Mark("awaits_owner", _("Awaiting"), hint=_("Awaits the owner’s answer"), sort="-"),
    ]
    desk = Field(
        "dossier__party__name", _("Establishment"), sort="dossier__party__name_key", search="dossier__party__name_key"
    )
    default_sort = "-number"
    key = "number"
    tabs = [
        Tab("", _("All"), lambda rows: rows),
        *(Tab(status.slug, status.label, of_status(key)) for key, status in STATUSES.items()),
    ]
    switches = [SHOW_ENDED]
    filters = [Filter("mois", opened_in, opened_in_words)]
    empty_title = _("No request yet")
    empty_text = _("Requests appear here as they are filed, with their answers and their status.")
    viewer: Viewer

    @property
    def heading(self) -> Words:
        return _("Intervention requests") if self.viewer.is_provider else self.caption

    def columns(self) -> Sequence[Field]:
        return [*self.fields[:1], self.desk, *self.fields[1:]] if self.viewer.is_provider else self.fields

    def url(self, key: Any) -> str:
        return reverse("support:request", args=[key])

    def is_marked(self, values: Mapping[str, Any]) -> bool:
        return bool(values["status"] == TO_HANDLE if self.viewer.is_provider else values["awaits_owner"])

    def first_action(self) -> tuple[str, Words]:
        return (reverse("support:request-new"), _("File a request")) if self.viewer.can(REQUEST) else ("", "")


class OwnRequestList(RequestList):
    """« Mes demandes d’intervention », with their closing date."""

    caption = _("My intervention requests")
    fields = [
        Number("number", _("No."), search="search_key", numeric=True),
        Field("contract__product__name", _("Contract")),
        Link("subject", _("Subject"), sort="search_key"),
        Day("opened_at", _("Filing date")),
        Day("ended_at", _("Closing date")),
        Status("status", _("Status"), states=STATUSES),
        Mark("awaits_owner", _("Awaiting"), hint=_("Awaits the owner’s answer"), sort="-"),
    ]
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
        Field("number", _("Number")),
        Link("name", _("Name"), sort="name_key", search="name_key"),
        Field("user__email", _("E-mail"), search="user__email"),
        Field("role__name", _("Profile")),
        Flag("block", _("Active"), sort="-", yes=_("Yes"), no=_("Blocked"), read=lambda block: block is None),
    ]
    default_sort = "name_key"
    empty_title = _("Nobody yet")
    empty_text = _("People invited for this establishment appear here.")

    def __init__(self, viewer: Viewer, parameters: Mapping[str, str], party: int) -> None:
        self.party = party
        super().__init__(viewer, parameters)

    def rows(self) -> Any:
        return super().rows().filter(party=self.party)

    def url(self, key: Any) -> str:
        return reverse("support:colleague", args=[key])


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
        Link("name", _("Legal name"), sort="name_key", search="name_key"),
        Field("siret", _("SIRET"), search="siret"),
        Field("postal_code", _("Postal code")),
        Field("city", _("City")),
        Field("phone", _("Phone"), sort="-"),
    ]
    default_sort = "name_key"
    empty_title = _("No establishment yet")
    empty_text = _("Establishments that hold contracts with you appear here.")
    viewer: Viewer

    def url(self, key: Any) -> str:
        return reverse("support:establishment-of", args=[key])

    def first_action(self) -> tuple[str, Words]:
        return (
            (reverse("support:establishment-new"), _("Add an establishment")) if self.viewer.can(MANAGE) else ("", "")
        )


class ProductList(ListPage):
    model = Product
    caption = _("Products")
    fields = [
        Link("name", _("Name")),
        Field("service__name", _("Service")),
        Field("form__name", _("Further questions")),
    ]
    default_sort = "name"
    empty_title = _("No product yet")
    empty_text = _("A contract is about a product; a product belongs to a service.")

    def url(self, key: Any) -> str:
        return reverse("support:product", args=[key])

    def first_action(self) -> tuple[str, Words]:
        return reverse("support:product-new"), _("Add a product")
