"""Quick create: what the « + » of the top bar offers to this viewer."""

from __future__ import annotations

from collections.abc import Iterator

from entregent.people.space import Creation
from entregent.people.viewer import Viewer

_creations: list[Creation] = []


def register_creations(*creations: Creation) -> None:
    """What each space lets one create."""
    _creations.extend(one for one in creations if one not in _creations)


def creations_of(viewer: Viewer) -> Iterator[Creation]:
    return (one for one in _creations if viewer.works_in(one.space) and one.may(viewer.in_space(one.space)))
