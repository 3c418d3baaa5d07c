"""What a member holds that somebody must go on looking after, and to whom it goes once they no longer may.

Each space says what its members hold (`Space.holdings`), and a general room registers it when the application starts:

    Holding("support_handled", "support", HANDLE, in_words, _("Back to the queue"), under_way, "handler", share_out)

Whoever is blocked, leaves, or gets another role hands over in the same act what they may not hold any more: to
somebody who may, or as `left` says. `entregent verify` finds what was left all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entregent.audit import Actor
from entregent.core.verify import Finding, check
from entregent.people.errors import Refused
from entregent.people.models import Membership, Role
from entregent.people.models.membership import OPEN, with_posts
from entregent.people.posts import bearing, present_in, wearing
from entregent.people.viewer import Viewer

Takers = Mapping[str, Membership | None]  # by key of a holding


@dataclass(frozen=True)
class Holding:
    """One kind of what members hold.

    key: of its field in forms. right: what its holder must bear in the space; nothing: a post there is enough.
    label: in words, for a number of rows. left: what becomes of it when nobody takes it over.
    rows: those that somebody must look after, whoever looks. holder: their field with the membership.
    hand_over: gives rows to somebody, or to nobody; it writes the events.
    may_choose: whether this viewer says to whom it goes.
    """

    key: str
    space: str
    right: str
    label: Callable[[int], str]
    left: str | Promise
    rows: Callable[[], Any]
    holder: str
    hand_over: Callable[[Any, Membership | None, Actor], None]
    may_choose: Callable[[Viewer], bool] = field(default=lambda viewer: True)

    def of(self, member: Membership) -> Any:
        return self.rows().filter(**{self.holder: member.pk})

    def fits(self, member: Membership) -> bool:
        """Whether they may hold it, as they stand now."""
        return not member.is_blocked and self.fits_role(member.role_in(self.space))

    def fits_role(self, role: Role | None) -> bool:
        return role is not None and (not self.right or self.right in role.rights)

    def takers(self, member: Membership, viewer: Viewer) -> Any:
        """Whom the viewer sees that may hold it in their place."""
        rows = Membership.objects.visible_to(viewer).select_related("block").order_by("name_key")
        if not self.may_choose(viewer):
            return rows.none()
        same = rows.filter(house=member.house_id, party=member.party_id, user__is_active=True, **OPEN)
        return same.filter(self._able(member.house_id)).exclude(pk=member.pk)

    def _able(self, house_id: int) -> Q:
        return bearing(self.right, house_id, self.space) if self.right else present_in(self.space)


@dataclass(frozen=True)
class Held:
    """So many of a kind that somebody holds."""

    holding: Holding
    count: int

    @property
    def words(self) -> str:
        return self.holding.label(self.count)


_makers: list[Callable[[], Iterable[Holding]]] = []


def register_holdings(make: Callable[[], Iterable[Holding]]) -> None:
    """Called once by each room; `make` is asked when every space is known."""
    _makers.append(make)


def every_holding() -> list[Holding]:
    return [holding for make in _makers for holding in make()]


def held_by(member: Membership) -> list[Held]:
    counted = (Held(holding, holding.of(member).count()) for holding in every_holding())
    return [held for held in counted if held.count]


def lost_with(member: Membership, posts: Mapping[str, Role | None]) -> list[Held]:
    """What of it they could no longer hold with these roles in these spaces."""
    return [one for one in held_by(member) if not one.holding.fits_role(_role_in(one.holding.space, member, posts))]


def hand_over_lost(member: Membership, takers: Takers, *, by: Actor) -> None:
    """Gives on what they may no longer hold as they stand now. Call it in the transaction of the act.

    Raises Refused for somebody who could not hold it.
    """
    for holding in every_holding():
        if not holding.fits(member):
            to = takers.get(holding.key)
            _demand_fit(holding, member, to)
            holding.hand_over(holding.of(member), to, by)


def hand_over_lost_of(role: Role, *, by: Actor) -> None:
    """The same for all who have a role that changed: to nobody in particular."""
    for holding in every_holding():
        if holding.space == role.space:
            for member in _holders(holding, wearing([role.pk])):
                if not holding.fits(member):
                    holding.hand_over(holding.of(member), None, by)


@check("holdings", _("Work under way: each is held by somebody who may hold it"))
def check_holdings() -> Iterator[Finding]:
    """Nothing is held by somebody blocked, gone or no longer allowed."""
    for holding in every_holding():
        for member in _holders(holding):
            if not holding.fits(member):
                count = holding.of(member).count()
                yield Finding("holdings", f"{holding.key}: member {member.pk} may not hold the {count} they have")


def _role_in(space: str, member: Membership, posts: Mapping[str, Role | None]) -> Role | None:
    return posts[space] if space in posts else member.role_in(space)


def _demand_fit(holding: Holding, member: Membership, to: Membership | None) -> None:
    if to is None:
        return
    same = (to.house_id, to.party_id) == (member.house_id, member.party_id) and to.pk != member.pk
    if not same or not holding.fits(to):
        raise Refused(_("%(name)s could not hold it: choose somebody else.") % {"name": to.name})


def _holders(holding: Holding, among: Q | None = None) -> Any:
    keys = holding.rows().order_by().values(holding.holder)
    rows = Membership.objects.unscoped("who holds something that they may not").filter(among or Q(), pk__in=keys)
    return with_posts(rows.select_related("block")).iterator(chunk_size=500)
