"""The side menu: the space's own entries, then administration for whoever has rights there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent.applicants.waiting import waiting_for
from entregent.people import rights
from entregent.people.space import SPACES, Entry, Space
from entregent.people.viewer import Viewer

APPLICATIONS = "applicants:applications"
SECTIONS = (
    (rights.MANAGE_HOUSES, _("Organisations"), "building-bank", "administration:houses"),
    (rights.MANAGE_HOUSE, _("My organisation"), "building-bank", "administration:my-house"),
    (rights.MANAGE_HOUSE, _("Opening hours"), "clock", "administration:hours"),
    (rights.MANAGE_PEOPLE, _("People"), "users", "administration:people"),
    (rights.MANAGE_PEOPLE, _("Requests for an account"), "inbox", APPLICATIONS),
    (rights.MANAGE_ROLES, _("Roles"), "shield-check", "administration:roles"),
    (rights.MANAGE_NEWS, _("News"), "speakerphone", "administration:news"),
    (rights.MANAGE_HOUSE, _("Notifications"), "bell", "administration:notifications"),
    (rights.MANAGE_HOUSE, _("Legal pages"), "file-text", "administration:pages"),
    (rights.WATCH_MACHINE, _("Mail"), "mail", "administration:mails"),
    (rights.WATCH_MACHINE, _("Jobs"), "clock-play", "administration:jobs"),
    (rights.WATCH_MACHINE, _("Checks"), "checkup-list", "administration:checks"),
    (rights.READ_AUDIT, _("Audit trail"), "history", "administration:audit"),
)


@dataclass(frozen=True)
class Line:
    """An entry as the template prints it: its own words, whether it is where we are, whether it is open."""

    label: str
    icon: str
    url: str
    count: int
    active: bool
    open: bool
    external: bool
    is_title: bool
    children: tuple[Line, ...] = ()


def menu_of(viewer: Viewer, path: str) -> tuple[Line, ...]:
    entries = list(entries_of(viewer))
    here = closest(entries, path)
    return tuple(line(entry, here) for entry in entries)


def entries_of(viewer: Viewer) -> Iterator[Entry]:
    for key in viewer.spaces:
        yield from menu_of_space(SPACES[key], viewer)
    sections = tuple(administration(viewer))
    if sections:
        yield Entry(_("Administration"), "settings", children=sections)


def menu_of_space(space: Space, viewer: Viewer) -> Iterator[Entry]:
    """Its lines; those of several spaces begin with the name of each, by which they are told apart."""
    if len(viewer.spaces) > 1:
        yield Entry(space.label, "", is_title=True)
    yield from pages_of_space(space, viewer)


def pages_of_space(space: Space, viewer: Viewer) -> Iterator[Entry]:
    """Its own pages, then its help."""
    yield from space.menu(viewer.in_space(space.key))
    if space.help:
        yield Entry(_("Help"), "help-circle", reverse(space.help))


def administration(viewer: Viewer) -> Iterator[Entry]:
    for right, label, icon, name in SECTIONS:
        # A customer's or an adviser's administrator manages people from the pages of their own place.
        if viewer.can(right) and not viewer.party_id and (name != APPLICATIONS or takes_applications(viewer)):
            yield Entry(label, icon, reverse(name), count=waiting_for(viewer) if name == APPLICATIONS else 0)


def takes_applications(viewer: Viewer) -> bool:
    """Whether a space where they work has a door for strangers."""
    return viewer.is_provider and any(SPACES[key].takes_applications for key in viewer.spaces)


def closest(entries: list[Entry], path: str) -> str:
    """The address of the entry under which the path lies: the longest that begins it. All lies under a home page."""
    every = [entry for top in entries for entry in (top, *top.children) if entry.url]
    home = min((entry.url for entry in every), key=len, default="")
    begun = {start: entry.url for entry in every for start in (entry.url, *entry.covers) if path.startswith(start)}
    lies = max((start for start in begun if start != home or path == home), key=len, default="")
    return begun.get(lies, "")


def line(entry: Entry, here: str) -> Line:
    children = tuple(line(child, here) for child in entry.children)
    opened = any(child.active or child.open for child in children)
    active = bool(entry.url) and entry.url == here
    return Line(
        str(entry.label), entry.icon, entry.url, entry.count, active, opened, entry.external, entry.is_title, children
    )
