"""What a space says of itself: its words, its roles and their first rights, its menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise

if TYPE_CHECKING:
    from entregent.people.models import House
    from entregent.people.viewer import Viewer

Right = tuple[str, str | Promise]


@dataclass(frozen=True)
class RoleKind:
    """A role that every house using the space gets; its rights can be changed on screen later."""

    key: str
    name: str  # in French: it becomes data of the house
    side: str
    rights: tuple[str, ...]
    oversees: bool = True
    needs_second_factor: bool = False
    sees_health_data: bool = False


@dataclass(frozen=True)
class Entry:
    """A line of the side menu. covers: beginnings of other addresses that lie under it."""

    label: str | Promise
    icon: str
    url: str = ""
    count: int = 0
    children: tuple[Entry, ...] = ()
    external: bool = False
    covers: tuple[str, ...] = ()
    is_title: bool = False  # of the entries that follow: the name of their space, for whoever works in several


@dataclass(frozen=True)
class Creation:
    """What « + » and an empty list offer. name: of its address. may: by the same right as its page asks."""

    space: str
    label: str | Promise
    icon: str
    name: str
    may: Callable[[Viewer], bool]

    @property
    def url(self) -> str:
        return reverse(self.name)


@dataclass(frozen=True)
class Space:
    """side_of: rights that are of use to one side alone, which the other is not offered."""

    key: str
    label: str | Promise
    home: str  # URL name
    roles: tuple[RoleKind, ...]
    rights: tuple[Right, ...]
    menu: Callable[[Viewer], Iterable[Entry]]
    side_of: Mapping[str, str] = field(default_factory=dict)
    open_in: Callable[[House], None] = field(default=lambda house: None)  # first records of a house


SPACES: dict[str, Space] = {}


def register(space: Space) -> None:
    """Called once by each space when the application starts."""
    SPACES[space.key] = space
