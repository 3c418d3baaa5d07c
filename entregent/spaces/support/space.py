"""What this space says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from entregent.library.models import Category, Resource
from entregent.people.models import House, Party
from entregent.people.rights import LINK_RIGHTS, PEOPLE_RIGHTS
from entregent.people.space import Entry, Space
from entregent.people.viewer import Viewer
from entregent.questions.models import Form
from entregent.questions.places import Place
from entregent.spaces.support import contract_audiences, conversation, counts, desks, entrusted, questionnaire
from entregent.spaces.support.announcements import RequestRecipients
from entregent.spaces.support.contract_ends import EndRecipients, ExpiryRecipients
from entregent.spaces.support.counts import waiting
from entregent.spaces.support.creations import AGENTS, ESTABLISHMENTS, PRODUCTS, REQUESTS
from entregent.spaces.support.models import Intervention, Service
from entregent.spaces.support.profile import own_requests
from entregent.spaces.support.records import (
    ContractPage,
    EstablishmentPage,
    MemberPage,
    ProductPage,
    RequestPage,
)
from entregent.spaces.support.resources import RESOURCES, Releases, ResourcePage
from entregent.spaces.support.rights import HANDLE, MANAGE, REQUEST, RIGHTS, ROLES, SIDE_OF
from entregent.threads.models import PURPOSE


def menu(viewer: Viewer) -> Iterator[Entry]:
    yield Entry(_("Dashboard"), "layout-dashboard", reverse("support:dashboard"))
    yield from desk_menu(viewer) if viewer.is_provider else establishment_menu(viewer)


def establishment_menu(viewer: Viewer) -> Iterator[Entry]:
    requests = (
        [Entry(_("File a request"), "square-plus", reverse("support:request-new"))] if viewer.can(REQUEST) else []
    )
    every = Entry(
        _("Requests of my establishment"), "list-details", reverse("support:requests"), count=waiting_count(viewer)
    )
    yield Entry(_("Support"), "lifebuoy", children=(*requests, every))
    yield Entry(_("Collaborators"), "users", reverse("support:colleagues"))
    place = Entry(_("My establishment"), "building", reverse("support:establishment"))
    contracts = Entry(_("Contracts"), "file-certificate", reverse("support:contracts"), covers=contract_paths())
    yield Entry(_("Establishment"), "building-community", children=(place, contracts))
    yield Entry(_("Downloads"), "download", reverse("support:downloads"))


def desk_menu(viewer: Viewer) -> Iterator[Entry]:
    yield Entry(_("Requests"), "lifebuoy", reverse("support:requests"), count=waiting_count(viewer))
    yield Entry(_("Establishments"), "building-community", reverse("support:establishments"), covers=contract_paths())
    if viewer.can(HANDLE):
        yield Entry(_("Standard messages"), "template", reverse("support:standard-messages"))
    if viewer.can(MANAGE):
        yield Entry(_("Products and services"), "packages", reverse("support:products"), covers=product_paths())
        yield Entry(_("Resources"), "download", reverse("support:resources"))
        yield Entry(_("Statistics"), "chart-bar", reverse("support:statistics"))
        yield Entry(_("Deadlines and archive"), "hourglass", reverse("support:rules"))


def contract_paths() -> tuple[str, ...]:
    """Where single contracts live."""
    return (f"{reverse('support:dashboard')}contrats/",)


def product_paths() -> tuple[str, ...]:
    """What goes with products: services, and lists of questions."""
    return (f"{reverse('support:dashboard')}services/", "/questions/")


def waiting_count(viewer: Viewer) -> int:
    """Counted once somebody looks at it: the search reads the menu too, and shows no count."""
    return cast("int", SimpleLazyObject(lambda: waiting(viewer)))


def first_records(house: House) -> None:
    """What a first request needs: the desks and the categories of most publishers, and what closes it."""
    Category.found(house, "support")
    for name in ("Logiciel", "Juridique"):
        Service(house=house, name=name).save(force_insert=True)
    questionnaire.set_up(house)


def open_work(house: House) -> Iterator[str]:
    rows = Intervention.objects.unscoped("what a house has not ended").filter(house=house, ended_at=None)
    if count := rows.count():
        yield ngettext("%(count)s intervention request", "%(count)s intervention requests", count) % {"count": count}


SPACE = Space(
    key="support",
    label=_("Support"),
    party=_("Establishment"),
    home="support:dashboard",
    home_label=_("Dashboard"),
    help="support:help",
    roles=ROLES,
    rights=(*RIGHTS, *PEOPLE_RIGHTS, *LINK_RIGHTS),
    side_of=SIDE_OF,
    menu=menu,
    open_in=first_records,
    open_work=open_work,
    keepers={Party: MANAGE, Form: MANAGE, Resource: MANAGE},
    takes_applications=True,
    applicant_party=_("Legal name of your establishment"),
    pages=(EstablishmentPage, MemberPage, RequestPage, ContractPage, ProductPage, ResourcePage),
    linked=(RequestPage,),
    creations=(REQUESTS, AGENTS, ESTABLISHMENTS, PRODUCTS, RESOURCES),
    recipients=(RequestRecipients, EndRecipients, ExpiryRecipients, Releases),
    forms=Place(_("Products and services"), "support:products", PURPOSE),
    audiences=contract_audiences.GROUPS,
    owners={"support.intervention": conversation.owner},
    carried=(Intervention,),
    live={"conversation": conversation.fresh, "support-tiles": counts.fresh},
    panels=(own_requests,),
    holdings=entrusted.holdings,
    listen=(desks.listen_for_desks,),
    number=r"(?:di|demande)? ?(?:n|no|num|numero)?[. ]*(\d{1,9})",
    demonstration="entregent.spaces.support.demo.story",
    population="entregent.spaces.support.demo.populate",
)
