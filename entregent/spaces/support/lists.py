"""The lists of this space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from entregent.core.searching import rows_with_words
from entregent.lists.fields import Day, Field, Flag, Link, Mark, Number, Person, Status, Worded
from entregent.lists.filters import Choose, Filter
from entregent.lists.page import ListPage, Switch, Tab
from entregent.people.access import ACCESS, with_access
from entregent.people.models import Membership, Party
from entregent.people.viewer import Viewer
from entregent.records.finding import number_in
from entregent.spaces.support import desks
from entregent.spaces.support.actions import Assign, HandOver
from entregent.spaces.support.creations import ESTABLISHMENTS, PRODUCTS, REQUESTS, STANDARD
from entregent.spaces.support.models import Contract, Intervention, Product, StandardMessage, Training
from entregent.spaces.support.statuses import STATUSES, TO_HANDLE
from entregent.threads.reading import unread_of


def live(rows: Any) -> Any:
    return rows.filter(archived_at=None)


def of_status(key: str) -> Any:
    return lambda rows: live(rows).filter(status=key)


SHOW_ENDED = Switch(
    "cloturees",
    _("Show closed requests"),
    _("Hide closed requests"),
    hide=lambda rows: rows.filter(ended_at=None),
    hidden=lambda rows: live(rows).exclude(ended_at=None),
)


def for_staff(viewer: Viewer) -> bool:
    return viewer.is_provider


NUMBER = Number("number", _("No."), slug="numero")
PARTY = Field(
    "dossier__party__name", _("Establishment"), sort="party_key", slug="etablissement", filter=True, who=for_staff
)
PRODUCT = Field("contract__product__name", _("Contract"), sort="product_key", slug="contrat", filter=True, yields=2)
SUBJECT = Link("subject", _("Subject"), sort="subject_key", slug="sujet", filter=True)
OWNER = Person(
    "owner__name", _("Agent"), sort="owner_key", slug="agent", filter=True, nobody=_("To be reassigned"), yields=1
)
HANDLER = Person("handler__name", _("Support"), sort="handler_key", slug="support", filter=True, yields=1)
SERVICE = Field("service__name", _("Service"), sort="-", slug="service", shown=False)
OPENED = Day("opened_at", _("Request date"), slug="date", filter=True)
CHANGED = Day("changed_at", _("Last change"), sort="-", slug="changee", filter=True, shown=False)
ENDED = Day("ended_at", _("Closing date"), sort="-", slug="fin", filter=True, shown=False)
STATUS = Status("status", _("Status"), slug="statut", filter=True, states=STATUSES)
AWAITS = Mark("awaits_owner", _("Awaiting"), hint=_("Awaits the owner’s answer"), sort="-", slug="attente", filter=True)


ARCHIVED = Choose("archivee", _("Archived"), "archived_at__isnull", (("oui", False, _("Yes")), ("non", True, _("No"))))
OWNERLESS = Choose(
    "reaffecter", _("To be reassigned"), "owner__isnull", (("oui", True, _("Yes")), ("non", False, _("No")))
)
ARCHIVES = "archives"  # the one tab where nothing is left out
MARKING = ("status", "awaits_owner", "thread", "owner", "handler")


def unread_words(count: int) -> str:
    return ngettext("%(count)s unread message", "%(count)s unread messages", count) % {"count": count} if count else ""


class RequestList(ListPage):
    """« Liste des demandes d’intervention de mon établissement »; for the desk, its queue."""

    model = Intervention
    caption, staff_caption = _("Intervention requests of my establishment"), _("Intervention requests")
    fields = [NUMBER, PARTY, PRODUCT, SUBJECT, OWNER, HANDLER, OPENED, STATUS, AWAITS, SERVICE, CHANGED, ENDED]
    search, marking, actions, filters = ["search_key"], [*MARKING], [HandOver, Assign], [ARCHIVED, OWNERLESS]
    route, key, default_sort = "support:request", "number", "-number"
    tabs = [
        Tab("", _("All"), live),
        *(Tab(one.slug, one.label, of_status(key)) for key, one in STATUSES.items()),
        Tab(ARCHIVES, _("With the archives"), lambda rows: rows),
    ]
    switches = [SHOW_ENDED]
    first, empty_title = REQUESTS, _("No request yet")
    empty_text = _("Requests appear here as they are filed, with their answers and their status.")

    def besides(self) -> Sequence[Filter]:
        return [*self.filters, *([desks.queues(self.viewer)] if self.viewer.is_provider else [])]

    def begins(self) -> str:
        """With the queue of whoever is at a desk."""
        kept = next((one for one in self.narrowings if one.key == desks.QUEUE), None)
        return f"{desks.QUEUE}={desks.MINE}" if isinstance(kept, Choose) and kept.offers(desks.MINE) else ""

    def searched(self, rows: Any) -> Any:
        """« n°55 », « DI 55 » look for 55."""
        number = number_in(self.state.query)
        return super().searched(rows) if number is None else rows_with_words(rows, str(number))

    def hints(self, told: Sequence[Mapping[str, Any]]) -> Sequence[str]:
        """« 2 nouveaux messages », in the requests that are the viewer's own to follow."""
        mine = [one["thread"] for one in told if self.viewer.membership_id in (one["owner"], one["handler"])]
        new = unread_of(self.viewer, mine) if mine else {}
        return [unread_words(new.get(one["thread"], 0)) for one in told] if new else ()

    def is_marked(self, values: Mapping[str, Any]) -> bool:
        return bool(values["status"] == TO_HANDLE if self.viewer.is_provider else values["awaits_owner"])


class OwnRequestList(RequestList):
    """« Mes demandes d’intervention », with their closing date."""

    caption = staff_caption = _("My intervention requests")
    fields = [
        replace(one, filter=False, shown=True)
        for one in (NUMBER, PRODUCT, SUBJECT, replace(OPENED, label=_("Filing date")), ENDED, STATUS, AWAITS)
    ]
    actions, filters = [], [ARCHIVED]

    def besides(self) -> Sequence[Filter]:
        return self.filters


class AgentList(ListPage):
    """The people of one establishment."""

    model = Membership
    caption = _("List of agents")
    fields = [
        Field("number", _("Number"), slug="numero", filter=True),
        Link("name", _("Name"), sort="name_key", slug="nom", filter=True),
        Field("user__email", _("E-mail"), slug="mail", filter=True),
        Field("profiles", _("Profile"), slug="profil", filter=True),
        Status("access", _("Active"), sort="-", states=ACCESS),
    ]
    filter_words = _("Advanced search")
    filters = [
        Choose("actif", _("Active"), "access", tuple((one.slug, one.condition, one.label) for one in ACCESS.values()))
    ]
    search = ["name_key", "user__email", "phone"]
    route = "support:colleague"
    default_sort = "name_key"
    empty_title = _("Nobody yet")
    empty_text = _("People invited for this establishment appear here.")

    def rows(self) -> Any:
        return with_access(super().rows())


class ContractList(ListPage):
    """The contracts of one establishment."""

    model = Contract
    caption = _("List of contracts")
    fields = [
        Field("reference", _("Reference")),
        Field("number", _("Contract number")),
        Field("licence", _("Licence number"), yields=2),
        Link("product__name", _("Contract")),
        Worded("product__service__name", _("Service"), yields=2),
        Day("signed_on", _("Signature date")),
        Day("ends_on", _("End date")),
        Flag("covers_today", _("Active"), yes=_("Yes"), no=_("No")),
    ]
    search = ["number", "licence", "reference", "product__name_key"]
    route = "support:contract"
    default_sort = "product__name"
    empty_title = _("No contract yet")
    empty_text = _("The contracts that let this establishment file requests appear here.")

    def rows(self) -> Any:
        return super().rows().annotate(covers_today=Contract.active())


class TrainingList(ListPage):
    """What the people of one establishment learnt, and when."""

    model = Training
    caption = _("Trainings")
    fields = [
        Day("followed_on", _("Followed on"), slug="suivie"),
        Link("course", _("Training"), slug="formation"),
        Field("last_name", _("Last name"), slug="nom"),
        Field("first_name", _("First name"), slug="prenom"),
        Field("email", _("E-mail"), slug="mail"),
        Flag("qualifies", _("Gives the right to file requests"), slug="droit", yes=_("Yes"), no=_("No")),
    ]
    search = ["last_name", "first_name", "email", "course"]
    default_sort = "-followed_on"
    empty_title = _("No training yet")
    empty_text = _("A training that gives the right to file requests opens an account when it is recorded here.")


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
    search = ["name_key", "siret", "reference", "phone"]
    route = "support:establishment-of"
    default_sort = "name_key"
    first = ESTABLISHMENTS
    empty_title = _("No establishment yet")
    empty_text = _("Establishments that hold contracts with you appear here.")


class StandardMessageList(ListPage):
    """« Messages types »: what the desk writes often."""

    model = StandardMessage
    caption = _("Standard messages")
    fields = [
        Link("name", _("Name"), sort="name_key"),
        Field("service__name", _("Service"), sort="-"),
        Field("product__name", _("Product"), sort="-"),
        Number("uses", _("Uses")),
    ]
    search = ["name_key", "text"]
    route, default_sort, first = "support:standard-edit", "name_key", STANDARD
    empty_title = _("No standard message yet")
    empty_text = _("A text that you write often is typed once here, then inserted in an answer in two clicks.")


class ProductList(ListPage):
    model = Product
    caption = _("Products")
    fields = [
        Link("name", _("Name"), sort="name_key"),
        Field("service__name", _("Service")),
        Field("form__name", _("Further questions")),
    ]
    search = ["name_key"]
    route = "support:product"
    default_sort = "name_key"
    first = PRODUCTS
    empty_title = _("No product yet")
    empty_text = _("A contract is about a product; a product belongs to a service.")
