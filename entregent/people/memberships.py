"""As whom a person may look: their open memberships, and the one chosen for this session."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext_lazy as _

from entregent.people.errors import Refused
from entregent.people.models import Membership
from entregent.people.models.membership import KNOWN, OPEN, every_post, with_posts
from entregent.people.viewer import Viewer

CHOSEN = "membership"


def open_memberships(user_id: int) -> Any:
    """The doors this person may walk through, in a steady order."""
    rows = Membership.objects.unscoped("a person's own memberships")
    return with_posts(rows.filter(user=user_id, **OPEN).select_related("house", "party").order_by("pk"))


def own_memberships(user_id: int) -> list[Membership]:
    """The same, with their posts, in one query: each request asks it. Where one has no post, there is no door."""
    of = {"membership__user": user_id, "membership__block": None, "ended_at": None}
    rows = every_post().filter(**of).select_related("role", "membership__house", "membership__party")
    found: dict[int, Membership] = {}
    for post in rows.order_by("membership", "pk"):
        member = found.setdefault(post.membership_id, post.membership)
        vars(member).setdefault(KNOWN, []).append(post)
    return list(found.values())


def viewer_of(user_id: int, session: SessionBase) -> Viewer:
    """The viewer of a signed-in person: the chosen membership while it is open, else the first.

    Without any open membership it is the public viewer.
    """
    return viewer_among(own_memberships(user_id), session)


def demand_whole(member: Membership, *, by: Viewer) -> None:
    """Before an act on the whole account: raises Refused when they also work where the one who asks has no say."""
    if not by.is_platform and not all(map(by.may_manage, open_memberships(member.user_id))):
        raise Refused(_("This person also works elsewhere: ask the administrator of the platform."))


def viewer_as(membership_id: int) -> Viewer:
    """Whoever acts under this membership, in a job that was asked for; the public viewer once it is closed."""
    rows = Membership.objects.unscoped("the person a job works for").filter(user__is_active=True, **OPEN)
    found = with_posts(rows.filter(pk=membership_id).select_related("house", "party")).first()
    return Viewer.wearing(found) if found else Viewer.public()


def viewer_among(memberships: Sequence[Membership], session: SessionBase | dict[str, int]) -> Viewer:
    """The same, among memberships that were already fetched."""
    rows = {row.pk: row for row in memberships}
    chosen = rows.get(session.get(CHOSEN, 0)) or next(iter(rows.values()), None)
    return Viewer.wearing(chosen) if chosen else Viewer.public()


@dataclass(frozen=True)
class Door:
    """A membership, as the switcher shows it."""

    pk: int
    house_name: str  # the customer's, for those who belong to one
    role_name: str
    current: bool


def doors(memberships: Sequence[Membership], viewer: Viewer) -> list[Door]:
    return [
        Door(row.pk, row.party.name if row.party else row.house.name, row.profiles, row.pk == viewer.membership_id)
        for row in memberships
    ]


def choose(session: SessionBase, user_id: int, membership_id: int) -> bool:
    """Wear another of one's own memberships; False when it is not one's own or is closed."""
    own = open_memberships(user_id).filter(pk=membership_id).exists()
    if own:
        session[CHOSEN] = membership_id
    return bool(own)
