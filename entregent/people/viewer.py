"""The Viewer: who looks, as whom. Made once a request and passed as an argument."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.sides import CUSTOMER, PLATFORM, PROVIDER

if TYPE_CHECKING:
    from django.http import HttpRequest

    from entregent.people.models import House, Membership


@dataclass(frozen=True)
class Viewer:
    """Frozen and compared by value, so that two query sets of the same person combine."""

    user_id: int | None = None
    membership_id: int | None = None
    house_id: int | None = None
    party_id: int | None = None
    role_id: int | None = None
    side: str = ""
    space: str = ""
    oversees: bool = False
    rights: frozenset[str] = frozenset()
    name: str = ""
    # Known for the page's frame; not part of who looks.
    role_name: str = field(default="", compare=False)
    house_name: str = field(default="", compare=False)
    party_name: str = field(default="", compare=False)
    house: House | None = field(default=None, compare=False, repr=False)

    @classmethod
    def public(cls) -> Viewer:
        """A stranger: sees what is published to everyone and nothing else."""
        return cls()

    @classmethod
    def wearing(cls, membership: Membership) -> Viewer:
        """The person of a membership fetched with its role, house and party."""
        role, house = membership.role, membership.house
        return cls(
            user_id=membership.user_id, membership_id=membership.pk, house_id=house.pk, party_id=membership.party_id,
            role_id=role.pk, side=role.side, space=role.space, oversees=role.oversees, rights=frozenset(role.rights),
            name=membership.name, role_name=role.name, house_name=house.name,
            party_name=membership.party.name if membership.party else "", house=house,
        )  # fmt: skip

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
        """Staff manage the people of their house and its customers; a customer's administrator, theirs."""
        if MANAGE_PEOPLE not in self.rights or (member.house_id != self.house_id and not self.is_platform):
            return False
        return member.party_id == self.party_id if self.is_customer else True


def who_looks(request: HttpRequest) -> Viewer:
    """The viewer that the middleware set on this request."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def initials(name: str) -> str:
    """« Camille Roux » → « CR »."""
    words = name.split()
    return "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper() if words else ""
