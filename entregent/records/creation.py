"""Quick create: what the « + » of the top bar offers to this viewer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from entregent.people.viewer import Viewer
from entregent.records.page import Words


@dataclass(frozen=True)
class Creation:
    """name: of its address. may: whether this viewer may create one, by the same right as the page asks."""

    space: str
    label: Words
    icon: str
    name: str
    may: Callable[[Viewer], bool]

    @property
    def url(self) -> str:
        return reverse(self.name)


_creations: list[Creation] = []


def register(*creations: Creation) -> None:
    """Called by each space when the application starts."""
    _creations.extend(one for one in creations if one not in _creations)


def creations_of(viewer: Viewer) -> Iterator[Creation]:
    return (one for one in _creations if one.space == viewer.space and one.may(viewer))
