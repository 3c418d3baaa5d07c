"""Looking for records, kind by kind, among the rows that the viewer sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.db.models.functions import Length
from django.http import Http404

from entregent.core.folding import fold
from entregent.core.searching import rows_holding
from entregent.people.viewer import Viewer
from entregent.records.page import PAGES, RecordPage

MOST = 8

Page = type[RecordPage]


@dataclass(frozen=True)
class Hit:
    """Something found: where it is, and in words what it is."""

    url: str
    title: str
    hint: str = ""
    icon: str = ""


def sources_of(viewer: Viewer) -> list[Page]:
    """The kinds of record that have a page for this viewer."""
    return [page for page in PAGES.values() if viewer.works_in(page.space) and is_admitted(page, viewer)]


def is_admitted(page: Page, viewer: Viewer) -> bool:
    try:
        page.admit(viewer.in_space(page.space))
    except (Http404, PermissionDenied):
        return False
    return True


def search(page: Page, viewer: Viewer, query: str, number: int | None, most: int = MOST) -> list[Hit]:
    """At most so many hits: capped first, then sorted. A number that is quoted exactly stands alone.

    Where a name is folded, those that begin with what was typed are asked for by themselves: they come first, however
    many others hold the same words.
    """
    viewer = viewer.in_space(page.space)
    rows, words = page.rows_of(viewer), fold(query).split()
    if number is not None and page.number:
        exact = hits_by_key(page, viewer, rows.filter(**{page.number: number})[:1])
        if exact:
            return list(exact.values())
    if not words:
        return []
    hits = hits_by_key(page, viewer, rows_holding(rows, page.searched, query).order_by("-pk")[:most])
    if len(hits) == most:
        hits = hits_by_key(page, viewer, beginning(rows, page.searched, words)[:most]) | hits
    return sorted(hits.values(), key=lambda hit: nearness(hit.title, words))[:most]


def among(page: Page, viewer: Viewer, keys: Iterable[int]) -> dict[int, Hit]:
    """Of these records, those that the viewer still sees, by their keys."""
    wanted, viewer = set(keys), viewer.in_space(page.space)
    return hits_by_key(page, viewer, page.rows_of(viewer).filter(pk__in=wanted)) if wanted else {}


def hits_by_key(page: Page, viewer: Viewer, rows: Any) -> dict[int, Hit]:
    shown = (page(viewer, row) for row in rows)
    return {one.record.pk: Hit(one.url, one.found_title, one.hint, page.icon) for one in shown}


def beginning(rows: Any, columns: Sequence[str], words: Sequence[str]) -> Any:
    """Of the rows themselves, not of what they point at: the shortest name first, which is the exact one."""
    own = [column for column in columns if column.endswith("name_key") and "__" not in column]
    begin = [Q(**{f"{column}__startswith": " ".join(words)}) for column in own]
    return rows.filter(reduce(or_, begin)).order_by(Length(own[0]), "pk") if begin else rows.none()


def nearness(title: str, words: Sequence[str]) -> int:
    """0 for the very words, 1 for a title that begins with them, 2 for one that begins with the first, 3 for others."""
    named, typed = fold(title), " ".join(words)
    return 0 if named == typed else 1 if named.startswith(typed) else 2 if named.startswith(words[0]) else 3
