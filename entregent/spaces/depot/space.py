"""What this space says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from entregent.core.counting import capped_count
from entregent.documents.models import Document
from entregent.documents.shelving import fresh_counts
from entregent.files.texts import register_reader
from entregent.people.models import House, Party
from entregent.people.rights import LINK_RIGHTS, PEOPLE_RIGHTS
from entregent.people.space import Entry, Space
from entregent.people.viewer import Viewer
from entregent.spaces.depot import client_audiences, entrusted, readings
from entregent.spaces.depot.announcements import DepositRecipients, PaperRecipients
from entregent.spaces.depot.creations import CLIENTS, PUBLICATION, TRANSFER, hands_in, manages, publishes
from entregent.spaces.depot.models import Category, Destination, Paper
from entregent.spaces.depot.models.paper import every_paper
from entregent.spaces.depot.published import DocumentPage, Publications
from entregent.spaces.depot.records import ClientPage, PaperPage
from entregent.spaces.depot.rights import MANAGE, PUBLISH, RIGHTS, ROLES, SIDE_OF
from entregent.spaces.depot.space_files import HANDING_IN, find_paper
from entregent.spaces.depot.statuses import HANDED

MOST_WAITING = 999  # the menu has no room for more


def menu(viewer: Viewer) -> Iterator[Entry]:
    yield from firm_menu(viewer) if viewer.is_provider else client_menu(viewer)


def client_menu(viewer: Viewer) -> Iterator[Entry]:
    mine = Entry(
        _("My documents"), "folder", reverse("depot:published"), count=fresh_count(viewer),
        covers=(reverse("depot:papers"), path("pieces/"), path("publications/")),
    )  # fmt: skip
    yield Entry(_("Consult"), "folders", children=(mine, Entry(_("My deposits"), "inbox", reverse("depot:deposits"))))
    if hands_in(viewer):
        yield Entry(_("Transfer documents"), "upload", reverse("depot:transfer"))


def firm_menu(viewer: Viewer) -> Iterator[Entry]:
    count = waiting_count(viewer)
    yield Entry(_("Arrivals"), "inbox", reverse("depot:arrivals"), count=count, covers=(path("pieces/"),))
    yield Entry(_("Safe"), "archive", reverse("depot:safe"))
    yield Entry(_("Deposits"), "receipt", reverse("depot:deposits"))
    yield Entry(
        _("Documents published"), "folder", reverse("depot:published"),
        covers=(path("publications/"), path("dossiers/")),
    )  # fmt: skip
    yield Entry(_("Clients"), "building", reverse("depot:clients"))
    if publishes(viewer):
        yield Entry(_("Groups of clients"), "users", reverse("depot:groups"))
    if manages(viewer):
        yield Entry(_("Order of the documents"), "tags", reverse("depot:order"))


def path(beginning: str) -> str:
    return f"{reverse('depot:home')}{beginning}"


def waiting_count(viewer: Viewer) -> int:
    """Counted once somebody looks at it: the search reads the menu too, and shows no count."""
    rows = Paper.objects.visible_to(viewer).filter(status=HANDED)
    return cast("int", SimpleLazyObject(lambda: capped_count(rows, MOST_WAITING)))


def fresh_count(viewer: Viewer) -> int:
    return cast("int", SimpleLazyObject(lambda: sum(fresh_counts(viewer, "depot").values())))


def first_records(house: House) -> None:
    """What a first transfer needs: the two destinations of the manual, and what papers are filed under."""
    Destination.found(house)
    Category.found(house)


def open_work(house: House) -> Iterator[str]:
    rows = every_paper().filter(house=house, status=HANDED)
    if count := rows.count():
        words = ngettext("%(count)s document to take in charge", "%(count)s documents to take in charge", count)
        yield words % {"count": count}


def listen() -> None:
    readings.listen()
    register_reader("depot.paper", readings.keep_words)


SPACE = Space(
    key="depot",
    label=_("Documents"),
    party=_("Client"),
    home="depot:home",
    help="depot:help",
    roles=ROLES,
    rights=(*RIGHTS, *PEOPLE_RIGHTS, *LINK_RIGHTS),
    side_of=SIDE_OF,
    menu=menu,
    open_in=first_records,
    open_work=open_work,
    keepers={Party: MANAGE, Document: PUBLISH},
    pages=(PaperPage, ClientPage, DocumentPage),
    creations=(TRANSFER, PUBLICATION, CLIENTS),
    recipients=(DepositRecipients, PaperRecipients, Publications),
    audiences=client_audiences.GROUPS,
    owners={"depot.paper": find_paper},
    purposes=(HANDING_IN,),
    carried=(Paper,),
    holdings=entrusted.holdings,
    listen=(listen,),
    demonstration="entregent.spaces.depot.demo.story",
)
