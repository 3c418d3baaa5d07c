"""How houses and people of a demonstration come into being."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from entregent.people import accounts
from entregent.people.models import House, Membership, Role


@dataclass(frozen=True)
class Teller:
    """Handed to what tells the life of each space.

    encoded: the password of all. open_spaces: makes the roles and first records of a house.
    """

    encoded: str
    open_spaces: Callable[[House], None]

    def found(self, name: str, slug: str, **more: Any) -> House:
        """A house that begins to work in its spaces."""
        house = House(name=name, slug=slug, **more)
        house.save(force_insert=True)
        self.open_spaces(house)
        return house

    def join(self, role: Role, email: str, **more: Any) -> Membership:
        """Somebody in this role; the account is made once, for whoever works in several houses too."""
        user = accounts.by_email(email) or accounts.create_hashed(email, self.encoded)
        return Membership.admit(role, user=user, **more)
