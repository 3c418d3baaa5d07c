"""Hands each declared space to the rooms, once, when the application starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import autodiscover_modules, import_string

from entregent.applicants.doors import take_applications
from entregent.core import live
from entregent.door import profile
from entregent.files import owners, purposes
from entregent.links import links_panel
from entregent.lists.copied_names import follow_renames
from entregent.lists.page import every_list
from entregent.people import audiences, holdings
from entregent.people.rights import HOUSE_RIGHTS, LINK_RIGHTS, PEOPLE_RIGHTS
from entregent.people.space import Space, register_space
from entregent.questions import places
from entregent.records import creation, finding, page

GENERAL = {code for code, _label in (*PEOPLE_RIGHTS, *LINK_RIGHTS, *HOUSE_RIGHTS)}  # rights of no space


def install(keys: Iterable[str]) -> None:
    """Raises ImproperlyConfigured when two spaces claim the same name."""
    spaces = [import_string(f"entregent.spaces.{key}.space.SPACE") for key in keys]
    refuse_clashes(spaces)
    for space in spaces:
        register_space(space)
        hand_over(space)
    autodiscover_modules("verify")
    every_list()  # raises for two lists of one name


def hand_over(space: Space) -> None:
    """Every part of a declaration to the room that it concerns."""
    for model, right in space.keepers.items():
        model.keepers.add(right)
    page.register_pages(*space.pages)
    links_panel.register_linked_pages(*space.linked)
    creation.register_creations(*space.creations)
    finding.register_number(space.key, space.number)
    hand_over_files(space)
    for group in space.audiences:
        audiences.register_group(group)
    for model in space.carried:
        follow_renames(model)
    holdings.register_holdings(space.holdings)
    for panel in space.panels:
        profile.register_panel(panel)
    connect(space)


def hand_over_files(space: Space) -> None:
    if space.forms:
        places.register_place(space.key, space.forms)
    for label, find in space.owners.items():
        owners.register_owner(label, find)
    for purpose in space.purposes:
        purposes.register_purpose(purpose)


def connect(space: Space) -> None:
    """To what happens: acts that are told, pages that stay fresh, strangers who knock."""
    for listen in space.listen:
        listen()
    for recipients in space.recipients:
        recipients().listen()
    for name, part in space.live.items():
        live.register_live_part(name, part)
    if space.takes_applications:
        take_applications(space.key)


def refuse_clashes(spaces: Iterable[Space]) -> None:
    """Two that claim one name would fight over it in silence, the last one winning."""
    claimed: dict[tuple[str, Any], str] = {}
    for space in spaces:
        for claim in claims_of(space):
            if claimed.setdefault(claim, space.key) != space.key:
                what, name = claim
                words = f"The spaces {claimed[claim]!r} and {space.key!r} both claim the {what} {name!r}."
                raise ImproperlyConfigured(words)


def claims_of(space: Space) -> Iterator[tuple[str, Any]]:
    """What a space names, of which there is one in the house. Rights of the general rooms are everybody's."""
    yield from (("right", code) for code, _label in space.rights if code not in GENERAL)
    yield from (("kind of record", one.kind) for one in space.pages)
    yield from (("creation", one.name) for one in space.creations)
    yield from (("kind of mail", kind.key) for told in space.recipients for kind in told.kinds)
    yield from (("family of events", told.prefix) for told in space.recipients if told.prefix.startswith(space.key))
    yield from (("audience", one.label) for one in space.audiences)
    yield from (("owner of files", label) for label in space.owners)
    yield from (("holding", one.key) for one in space.holdings())
    yield from (("purpose of files", one.name) for one in space.purposes)
    yield from (("live part", name) for name in space.live)
    yield from [("pattern of numbers", space.number)] if space.number else ()
