"""Families of events: who can say, of what was told, the words and the records as they are now."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet

from entregent.people.viewer import Viewer


@dataclass(frozen=True)
class Shown:
    """A record as its reader sees it now. label: fit for a mail (« Demande n° 1204 »). detail: in the portal only."""

    label: str
    path: str
    detail: str = ""


class Family(ABC):
    """prefix: with which the verbs of its events begin."""

    prefix: ClassVar[str]

    @abstractmethod
    def headline(self, verb: str, count: int) -> str:
        """What happened, so many times, in the words of the reader's language; begins in lower case.

        Nothing for a verb that it does not know, or no longer: such a line is passed over.
        """

    def knows(self, verb: str) -> bool:
        """Whether it has words for the verb."""
        return bool(self.headline(verb, 1))

    @abstractmethod
    def rows(self, viewer: Viewer) -> QuerySet[Any]:
        """The records of its events that the viewer may see now."""

    def seen(self, viewer: Viewer, ids: Collection[str]) -> set[str]:
        """Of these records, those that the viewer may see now; nothing of them is put into words."""
        return set(map(str, self.rows(viewer).filter(pk__in=ids).values_list("pk", flat=True)))

    @abstractmethod
    def shown(self, viewer: Viewer, ids: Collection[str]) -> Mapping[str, Shown]:
        """Of these records, by id, those that the viewer may see now; in one query."""


_families: list[Family] = []


def register_family(family: Family) -> None:
    """Raises ValueError when another family has the same prefix: only one of them would be asked."""
    known = next((one for one in _families if one.prefix == family.prefix), None)
    if known is None:
        _families.append(family)
    elif type(known) is not type(family):
        raise ValueError(f"Two families of events begin with {family.prefix!r}.")


def family_of(verb: str) -> Family | None:
    """None when the product no longer knows such events."""
    return next((family for family in _families if verb.startswith(family.prefix)), None)
