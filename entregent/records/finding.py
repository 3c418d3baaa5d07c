"""Everything that fits what somebody typed: pages, actions, records by kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from entregent.core.folding import fold
from entregent.people.space import Entry
from entregent.people.viewer import Viewer
from entregent.records.creation import creations_of
from entregent.records.pointers import at_hand
from entregent.records.sources import MOST, Hit, Page, search, sources_of

LONGEST = 100
PLAIN_NUMBER = re.compile(r"(?:n|no|num|numero)?[. ]*(\d{1,9})")

Pages = Callable[[Viewer], Iterable[Entry]]
_pages: list[Pages] = []
_numbers: dict[str, re.Pattern[str]] = {}  # by space, how its people quote the number of a record


def register_pages(pages: Pages) -> None:
    """Adds pages that the search names: a function that gives this viewer's menu entries."""
    if pages not in _pages:
        _pages.append(pages)


def register_number(space: str, pattern: str) -> None:
    if pattern:
        _numbers[space] = re.compile(pattern)


@dataclass(frozen=True)
class Group:
    """Hits of one kind under their title; more: the address of the list that shows them all."""

    key: str
    title: str
    hits: list[Hit]
    more: str = ""


def clean(query: str) -> str:
    return " ".join(query.replace("\0", "").split())[:LONGEST]


def number_in(query: str) -> int | None:
    """« 55 », « n°55 » are the number 55 everywhere, « DI 55 » in a space that says so; anything else is none."""
    folded = fold(query.replace("°", " ").replace("º", " "))
    found = (pattern.fullmatch(folded) for pattern in (PLAIN_NUMBER, *_numbers.values()))
    return next((int(fits[1]) for fits in found if fits), None)


def search_everything(viewer: Viewer, query: str, most: int = MOST) -> list[Group]:
    """Groups with at least one hit; with nothing typed, what is at hand."""
    if not viewer.is_signed_in:
        return []
    groups = _groups(viewer, query, most) if query else resting(viewer)
    return [group for group in groups if group.hits]


def _groups(viewer: Viewer, query: str, most: int) -> Iterator[Group]:
    number = number_in(query)
    kinds = sorted(sources_of(viewer), key=lambda page: number is None or not page.number)  # a number is of a kind
    records = [records_of(page, viewer, query, number, most) for page in kinds]
    actions = list(actions_of(viewer))
    doing = {hit.url for hit in actions}
    pages = (hit for hit in pages_of(viewer) if hit.url not in doing)
    named = [Group("pages", _("Pages"), hits_with_words(query, pages)[:most]),
             Group("actions", _("Actions"), hits_with_words(query, actions)[:most])]  # fmt: skip
    yield from [*records, *named] if number is not None else [*named, *records]


def records_of(page: Page, viewer: Viewer, query: str, number: int | None, most: int) -> Group:
    hits = search(page, viewer, query, number, most)
    asked = str(number) if number is not None and page.number else query
    place = page.list_url(viewer.in_space(page.space))
    more = f"{place}?{urlencode({**page.listed, 'q': asked})}" if place else ""
    return Group(page.kind, str(page.label), hits, more)


def shelf(viewer: Viewer) -> list[Group]:
    """What this viewer keeps at hand: favourites, then what was last viewed; a few of each."""
    kept = at_hand(viewer)
    more = reverse("records:favourites") if len(kept["favourites"]) > MOST else ""
    groups = (Group("favourites", _("Favourites"), kept["favourites"][:MOST], more),
              Group("visits", _("Last viewed"), kept["visits"][:MOST]))  # fmt: skip
    return [group for group in groups if group.hits]


def resting(viewer: Viewer) -> Iterator[Group]:
    for group in shelf(viewer):
        last = [Hit(group.more, _("All your favourites"), icon="star")] if group.more else []
        yield replace(group, hits=[*group.hits, *last])
    yield Group("actions", _("Actions"), list(actions_of(viewer)))


def hits_with_words(query: str, hits: Iterable[Hit]) -> list[Hit]:
    """Those whose title holds every word typed."""
    words = fold(query).split()
    return [hit for hit in hits if words and all(word in fold(hit.title) for word in words)]


def actions_of(viewer: Viewer) -> Iterator[Hit]:
    return (Hit(one.url, str(one.label), icon=one.icon) for one in creations_of(viewer))


def pages_of(viewer: Viewer) -> Iterator[Hit]:
    """Each page of the menu once, with the group that it lies in; then what no menu holds."""
    seen = set()
    for pages in _pages:
        for entry in pages(viewer):
            for page, within in ((entry, ""), *((child, str(entry.label)) for child in entry.children)):
                if page.url and page.url not in seen:
                    seen.add(page.url)
                    yield Hit(page.url, str(page.label), within, page.icon or "file-text")
    yield Hit(reverse("records:favourites"), _("Favourites"), icon="star")
