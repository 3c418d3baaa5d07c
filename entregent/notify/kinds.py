"""Kinds of mails that people choose among, and when each may come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entregent.people.models.house import House
from entregent.people.viewer import Viewer

AT_ONCE: Final = "now"
DAILY: Final = "daily"
WEEKLY: Final = "weekly"
NEVER: Final = "never"
CHOICES = [(AT_ONCE, _("At once")), (DAILY, _("Each day")), (WEEKLY, _("Each week")), (NEVER, _("Never"))]


@dataclass(frozen=True)
class Kind:
    """For the people of one side, in one space, whose role bears one of the rights.

    Kind("support-closure", _("Closure to confirm"), "support", CUSTOMER, (REQUEST,), may_be_off=False)

    `default` and `may_be_off` hold until the house sets its own rule. Mails of security (invitation, password,
    address) are of no kind: nobody chooses them away.
    """

    key: str
    label: str | Promise
    space: str
    side: str
    rights: tuple[str, ...]
    default: str = AT_ONCE
    may_be_off: bool = True

    def concerns(self, viewer: Viewer) -> bool:
        if viewer.side != self.side or not viewer.works_in(self.space):
            return False
        return any(map(viewer.in_space(self.space).can, self.rights))


_kinds: dict[str, Kind] = {}


def register_kinds(kinds: Iterable[Kind]) -> None:
    """Raises ValueError when the key of one is another's."""
    for kind in kinds:
        if _kinds.setdefault(kind.key, kind) != kind:
            raise ValueError(f"Two kinds of mails are named {kind.key!r}.")


def kind_named(key: str) -> Kind | None:
    return _kinds.get(key)


def kinds_for(viewer: Viewer) -> list[Kind]:
    """Those of which this person, as they now work, may get mails."""
    return [kind for kind in _kinds.values() if kind.concerns(viewer)]


def kinds_of(house: House) -> list[Kind]:
    """Those of the spaces that the house uses."""
    return [kind for kind in _kinds.values() if kind.space in house.spaces]
