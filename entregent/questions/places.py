"""Lists of questions in each space: the page that leads to them, and what the files of answers are sent for."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise


class Place(NamedTuple):
    label: str | Promise
    address: str  # the name of the page
    purpose: str  # of files


_places: dict[str, Place] = {}


def register_place(space: str, place: Place) -> None:
    """Called by each space when the application starts."""
    _places[space] = place


def place_of(space: str) -> list[tuple[str, str]]:
    """The beginning of a breadcrumb; nothing for a space that has no such page."""
    place = _places.get(space)
    return [(str(place.label), reverse(place.address))] if place else []


def purpose_of(space: str) -> str:
    """Nothing for a space whose answers have no files."""
    return _places[space].purpose if space in _places else ""


def spaces_with_forms(spaces: Collection[str]) -> list[str]:
    """Those of these spaces that have a page of lists of questions."""
    return [space for space in spaces if space in _places]
