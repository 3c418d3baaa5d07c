"""The houses that take applications: those of a space that says so, for the people of its customers."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent.core.logins import clean_login
from entregent.door.network import prefix_of
from entregent.door.proof import Purpose
from entregent.door.throttle import FORGOTTEN, FORGOTTEN_FROM_ONE_PLACE, Counter
from entregent.notify import kinds
from entregent.notify.kinds import Kind
from entregent.people.models import House
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.sides import PROVIDER

_spaces: list[str] = []


def take_applications(space: str) -> None:
    """Called by a space when the application starts: its houses have a public page, and its staff is told."""
    if space not in _spaces:
        _spaces.append(space)
        kinds.register_kinds([Kind(kind_of(space), _("Request for an account"), space, PROVIDER, (MANAGE_PEOPLE,))])


def kind_of(space: str) -> str:
    return f"{space}-application"


def space_of(house: House) -> str:
    """The first of its spaces that takes applications; nothing when there is none."""
    return next((space for space in house.spaces if space in _spaces), "")


def open_houses() -> list[House]:
    rows = House.objects.unscoped("houses that strangers may ask for an account").order_by("name")
    return [house for house in rows if space_of(house)]


def house_named(slug: str) -> House:
    """Raises Http404 for a house that takes no applications."""
    for house in open_houses():
        if house.slug == slug:
            return house
    raise Http404


def public_address() -> str:
    """Where strangers begin; nothing when no house would listen."""
    houses = open_houses()
    if not houses:
        return ""
    return reverse("applicants:form", args=[houses[0].slug]) if len(houses) == 1 else reverse("applicants:houses")


def from_here(request: HttpRequest) -> Counter:
    return Counter(FORGOTTEN_FROM_ONE_PLACE, "application.place", (prefix_of(request),))


def counters(request: HttpRequest, house: House, email: str) -> list[Counter]:
    """A few for one mailbox, more for one place; each is counted whatever comes of it."""
    return [Counter(FORGOTTEN, "application", (str(house.pk), clean_login(email))), from_here(request)]


PURPOSE = Purpose("demande", "applicants:form", from_here, for_accounts=False, home="applicants:houses")
