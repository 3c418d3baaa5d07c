"""A firm of accountants, three clients and one year."""

from __future__ import annotations

from entregent.people.teller import Teller
from entregent.spaces.depot.demo.handing_in import hand_in
from entregent.spaces.depot.demo.people import CAST
from entregent.spaces.depot.demo.publishing import publish
from entregent.spaces.depot.demo.world import settle

__all__ = ["CAST", "tell"]


def tell(teller: Teller) -> None:
    world = settle(teller)
    publish(world)
    hand_in(world)
