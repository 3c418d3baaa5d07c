"""The lists of this space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entregent.core.clock import now
from entregent.core.searching import keys_with_words
from entregent.files.verdicts import TABLE
from entregent.lists.fields import Day, Field, Link, Moment, Number, Person, Status
from entregent.lists.filters import Choose, Filter
from entregent.lists.page import ListPage, Tab
from entregent.people.models import Party
from entregent.people.viewer import Viewer
from entregent.spaces.depot.actions import Delete, Fetch, File, Refuse, Take
from entregent.spaces.depot.creations import CLIENTS, TRANSFER
from entregent.spaces.depot.fields import Weight
from entregent.spaces.depot.followers import open_destinations
from entregent.spaces.depot.models import Category, Deposit, Handler, Paper, PaperText
from entregent.spaces.depot.statuses import HANDED, REFUSED, REMOVED, STATUSES, TAKEN

LATE, TODAY = timedelta(days=3), timedelta(days=1)


def of_status(*keys: str) -> Any:
    return lambda rows: rows.filter(status__in=keys)


def for_firm(viewer: Viewer) -> bool:
    return viewer.is_provider


NAME = Link("name", _("Name"), sort="name_key", slug="nom", filter=True)
DATE = Day("handed_at", _("Date"), slug="date", filter=True)
PARTY = Field("dossier__party__name", _("Client"), sort="party_key", slug="client", filter=True, who=for_firm)
DESTINATION = Field("destination__name", _("Destination"), sort="destination_key", slug="destination")
STATE = Status("status", _("Status"), slug="etat", states=STATUSES)
VERDICT = Status("verdict", _("Antivirus"), sort="-", slug="antivirus", states=TABLE, shown=False)
SIZE = Weight("size", _("Size"), sort="-", slug="taille")
HANDLER = Person("handler__name", _("Taken in charge by"), sort="handler_key", slug="par")
TAKEN_AT = Day("taken_at", _("Taken in charge on"), sort="-", slug="le")
READ_AT = Moment("first_read_at", _("Read on"), sort="-", slug="lu", shown=False)
READER = Person("first_reader__name", _("Read by"), sort="-", slug="lecteur", shown=False)
YEAR = Number("year", _("Year"), sort="-", slug="annee", filter=True)
NATURE = Field("category__name", _("Nature"), sort="-", slug="nature")
NUMBER = Number("deposit__number", _("Deposit"), sort="-", slug="depot", shown=False)


class Papers(ListPage):
    """What all lists of papers share: words are looked for in names and summaries, and in what the papers say."""

    model, route, default_sort, search = Paper, "depot:paper", "-handed_at", ["search_key"]
    caption = _("Documents")
    marking = ("status", "summary", "reason", "removal_asked_at")

    def searched(self, rows: Any) -> Any:
        if not self.state.query:
            return rows
        reason = "words of papers among those that the viewer sees"
        inside = keys_with_words(PaperText.objects.unscoped(reason), self.state.query)
        named = keys_with_words(Paper.objects.unscoped(reason), self.state.query)
        return rows.filter(Q(pk__in=named) | Q(pk__in=inside))

    def hints(self, told: Sequence[Mapping[str, Any]]) -> Sequence[str]:
        return [hint_of(one) for one in told]

    def destinations(self) -> list[Filter]:
        rows = open_destinations(self.viewer)
        options = tuple((str(one.pk), Q(destination=one.pk), str(one)) for one in rows)
        return [Choose("dossier", _("Destination"), "destination", options, at_hand=True)]

    def besides(self) -> Sequence[Filter]:
        return self.destinations()


def hint_of(told: Mapping[str, Any]) -> str:
    if told["removal_asked_at"]:
        return str(_("Its removal is asked for"))
    return str(told["reason"] if told["status"] == REFUSED else told["summary"])


class OwnPaperList(Papers):
    """« Mes dossiers »: what the client handed in, by destination."""

    caption = _("My folders")
    fields = [NAME, DATE, SIZE, STATE, HANDLER, TAKEN_AT, READ_AT, READER, DESTINATION, VERDICT, NUMBER]
    tabs = [
        Tab("", _("In progress"), of_status(HANDED, REFUSED)),
        Tab("pris-en-charge", _("Taken in charge"), of_status(TAKEN)),
        Tab("corbeille", _("Trash"), lambda rows: rows.filter(status=REMOVED, purged_at=None)),
        Tab("tous", _("All"), of_status(HANDED, REFUSED, TAKEN)),
    ]
    actions = [Fetch, Delete]
    first, empty_title = TRANSFER, _("Nothing in progress")
    empty_text = _("What you hand to your accountant or adviser appears here until it is taken in charge.")


class ArrivalList(Papers):
    """What waits to be taken in charge, for the firm."""

    caption = _("Arrivals")
    fields = [NAME, PARTY, DESTINATION, DATE, SIZE, VERDICT, READER, NUMBER]
    actions = [Take, Refuse, Fetch]
    empty_title = _("Nothing waits")
    empty_text = _("Documents that clients hand in appear here until somebody takes charge of them.")

    def rows(self) -> Any:
        return super().rows().filter(status=HANDED)

    def besides(self) -> Sequence[Filter]:
        age = (
            ("jour", Q(handed_at__gt=now() - TODAY), _("since yesterday")),
            ("recent", Q(handed_at__gt=now() - LATE, handed_at__lte=now() - TODAY), _("one to three days")),
            ("ancien", Q(handed_at__lte=now() - LATE), _("more than three days")),
        )
        mine = Handler.objects.visible_to(self.viewer).filter(member=self.viewer.membership_id)
        pairs = list(mine.values_list("dossier", "destination"))
        own = Q(pk__in=[])
        for dossier, destination in pairs:
            own |= Q(dossier=dossier, destination=destination)
        return [
            *self.destinations(), Choose("age", _("Age"), "handed_at", age),
            Choose("qui", _("For"), "pk", (("moi", own, _("me")),), at_hand=False),
        ]  # fmt: skip


class SafeList(Papers):
    """« Coffre »: what the firm took in charge, by client, year and nature."""

    caption = _("Safe")
    fields = [
        NAME, PARTY, YEAR, NATURE, replace(DATE, yields=2), replace(HANDLER, yields=1), TAKEN_AT,
        replace(SIZE, yields=2), replace(DESTINATION, yields=2), VERDICT, NUMBER,
    ]  # fmt: skip
    actions = [Fetch, File]
    default_sort = "-taken_at"
    empty_title = _("Nothing in the safe")
    empty_text = _("Documents taken in charge are kept here, filed by client, year and nature.")

    def rows(self) -> Any:
        return super().rows().filter(status=TAKEN)

    def besides(self) -> Sequence[Filter]:
        rows = Category.objects.visible_to(self.viewer)
        options = tuple((str(one.pk), Q(category=one.pk), str(one)) for one in rows)
        asked = (("oui", Q(removal_asked_at__isnull=False), _("asked for")),)
        return [Choose("rubrique", _("Nature"), "category", options), Choose("retrait", _("Removal"), "pk", asked)]


class DepositList(ListPage):
    """The deposits of one client, or of all: each with its receipt."""

    model, caption, route, key = Deposit, _("Deposits"), "depot:deposit", "number"
    fields = [
        Number("number", _("No.")), Link("destination__name", _("Destination"), sort="-"),
        Field("dossier__party__name", _("Client"), sort="-", who=for_firm), Moment("at", _("Date"), slug="date"),
        Person("depositor__name", _("Handed in by"), sort="-"),
    ]  # fmt: skip
    default_sort = "-at"
    empty_title, empty_text = _("No deposit yet"), _("Each transfer of documents has its receipt here.")
    first = TRANSFER


class ClientList(ListPage):
    """The clients of the firm that have a file in this space."""

    model = Party
    caption = _("Clients")
    fields = [
        Field("reference", _("Customer number")), Link("name", _("Name"), sort="name_key"), Field("siret", _("SIRET")),
        Field("city", _("City")), Field("phone", _("Phone"), sort="-"),
    ]  # fmt: skip
    search = ["name_key", "siret", "reference"]
    route, default_sort, first = "depot:client", "name_key", CLIENTS
    empty_title = _("No client yet")
    empty_text = _("Clients who hand documents to you appear here.")
