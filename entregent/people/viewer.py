"""The Viewer: who looks, as whom. Made once a request and passed as an argument."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied

from entregent.people.rights import HOUSE_RIGHTS, MANAGE_PEOPLE, MANAGE_ROLES
from entregent.people.sides import ADVISER, CUSTOMER, PLATFORM, PROVIDER

if TYPE_CHECKING:
    from django.http import HttpRequest

    from entregent.people.models import House, Membership, Role

GOVERNING: Final = frozenset((MANAGE_PEOPLE, MANAGE_ROLES))
OVER_THE_HOUSE: Final = frozenset((MANAGE_PEOPLE, *(code for code, _label in HOUSE_RIGHTS)))


@dataclass(frozen=True)
class Worn:
    """A post as its bearer wears it."""

    role_id: int
    space: str = ""
    oversees: bool = False
    rights: frozenset[str] = frozenset()
    role_name: str = field(default="", compare=False)

    @classmethod
    def of(cls, role: Role) -> Worn:
        return cls(role.pk, role.space, role.oversees, frozenset(role.rights), role.name)

    def over_the_house(self) -> Worn:
        """What of it holds outside its space: no dossier, only what it lets one do with the house."""
        return Worn(self.role_id, "", rights=self.rights & OVER_THE_HOUSE)


@dataclass(frozen=True)
class Viewer:
    """Frozen and compared by value, so that two query sets of the same person combine.

    Inside a space they wear their post there alone; elsewhere (home, search, bell, administration) all of them.
    """

    user_id: int | None = None
    membership_id: int | None = None
    house_id: int | None = None
    party_id: int | None = None
    side: str = ""
    posts: tuple[Worn, ...] = ()
    name: str = ""
    # Known for the page's frame; not part of who looks.
    house_name: str = field(default="", compare=False)
    party_name: str = field(default="", compare=False)
    house: House | None = field(default=None, compare=False, repr=False)

    @classmethod
    def public(cls) -> Viewer:
        """A stranger: sees what is published to everyone and nothing else."""
        return cls()

    @classmethod
    def wearing(cls, membership: Membership) -> Viewer:
        """The person of a membership fetched with its posts, house and party.

        A post in a space that the house no longer uses is worn by nobody.
        """
        house = membership.house
        roles = (role for role in membership.roles if not role.space or role.space in house.spaces)
        return cls(
            user_id=membership.user_id, membership_id=membership.pk, house_id=house.pk, party_id=membership.party_id,
            side=membership.side, posts=tuple(map(Worn.of, roles)), name=membership.name,
            house_name=house.name, party_name=membership.party.name if membership.party else "", house=house,
        )  # fmt: skip

    @classmethod
    def of_house(cls, house_id: int, space: str) -> Viewer:
        """Nobody in particular, who sees all that a house has in one space: for jobs and first records."""
        return cls(house_id=house_id, side=PROVIDER, posts=(Worn(0, space, oversees=True),))

    def in_space(self, key: str) -> Viewer:
        """The same person, with their post in that space and those over the house itself; without any, nobody there."""
        if all(post.space in (key, "") for post in self.posts):
            return self
        outside = [post.over_the_house() for post in self.posts if post.space != key] if self.is_provider else []
        there = [post for post in self.posts if post.space == key]
        return replace(self, posts=(*there, *(post for post in outside if post.rights)))

    @cached_property
    def rights(self) -> frozenset[str]:
        return frozenset(right for post in self.posts for right in post.rights)

    @cached_property
    def spaces(self) -> tuple[str, ...]:
        """Keys of the spaces where they have a post, in order of arrival."""
        return tuple(post.space for post in self.posts if post.space)

    @cached_property
    def overseen(self) -> tuple[str, ...]:
        return tuple(post.space for post in self.posts if post.space and post.oversees)

    @property
    def space(self) -> str:
        """The only space that they are in; nothing when there are several or none."""
        return self.spaces[0] if len(self.spaces) == 1 else ""

    def works_in(self, key: str) -> bool:
        return key in self.spaces

    @cached_property
    def role_ids(self) -> tuple[int, ...]:
        return tuple(post.role_id for post in self.posts)

    @property
    def role_name(self) -> str:
        return ", ".join(post.role_name for post in self.posts)

    @property
    def governs(self) -> bool:
        return self.side == PROVIDER and not GOVERNING.isdisjoint(self.rights)

    @property
    def is_signed_in(self) -> bool:
        return self.membership_id is not None

    @property
    def acting(self) -> int:
        """The membership under which something is done. Raises PermissionDenied for a stranger."""
        if self.membership_id is None:
            raise PermissionDenied
        return self.membership_id

    @property
    def is_customer(self) -> bool:
        return self.side == CUSTOMER

    @property
    def is_provider(self) -> bool:
        return self.side == PROVIDER

    @property
    def is_platform(self) -> bool:
        return self.side == PLATFORM

    @property
    def initials(self) -> str:
        return initials(self.name)

    def can(self, right: str) -> bool:
        """Whether the role bears the right. What may be done to one record, its `abilities` say."""
        return right in self.rights

    def may_manage(self, member: Membership) -> bool:
        """Staff manage the people of their house and its customers; a customer or an adviser, their own."""
        if MANAGE_PEOPLE not in self.rights or (member.house_id != self.house_id and not self.is_platform):
            return False
        return member.party_id == self.party_id if self.side in (CUSTOMER, ADVISER) else True


def who_looks(request: HttpRequest) -> Viewer:
    """The viewer that the middleware set on this request: inside a space, with their post there alone."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def who_is_here(request: HttpRequest) -> Viewer:
    """The same person with all their posts, whatever the page: for its frame."""
    viewer: Viewer = getattr(request, "whole_viewer", None) or Viewer.public()
    return viewer


def initials(name: str) -> str:
    """« Camille Roux » → « CR »."""
    words = name.split()
    return "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper() if words else ""
