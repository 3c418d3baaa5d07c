"""Looking for records, kind by kind, among the rows that the viewer sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from entregent.core import searching
from entregent.core.folding import fold
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
    return [page for page in PAGES.values() if page.space == viewer.space and admitted(page, viewer)]


def admitted(page: Page, viewer: Viewer) -> bool:
    try:
        page.admit(viewer)
    except (Http404, PermissionDenied):
        return False
    return True


def search(page: Page, viewer: Viewer, query: str, number: int | None, most: int = MOST) -> list[Hit]:
    """At most so many hits: capped first, then sorted. A number that is quoted exactly stands alone."""
    rows, words = page.rows_of(viewer), fold(query).split()
    if number is not None and page.number:
        exact = found(page, viewer, rows.filter(**{page.number: number})[:1])
        if exact:
            return list(exact.values())
    if not words:
        return []
    hits = found(page, viewer, matching(rows, page.searched, words).order_by("-pk")[:most]).values()
    return sorted(hits, key=lambda hit: not fold(hit.title).startswith(words[0]))


def among(page: Page, viewer: Viewer, keys: Iterable[int]) -> dict[int, Hit]:
    """Of these records, those that the viewer still sees, by their keys."""
    wanted = set(keys)
    return found(page, viewer, page.rows_of(viewer).filter(pk__in=wanted)) if wanted else {}


def found(page: Page, viewer: Viewer, rows: Any) -> dict[int, Hit]:
    shown = (page(viewer, row) for row in rows)
    return {one.record.pk: Hit(one.url, one.found_title, one.hint, page.icon) for one in shown}


def matching(rows: Any, columns: Sequence[str], words: Sequence[str]) -> Any:
    """Rows where each word is found in one of the columns, blind to case, and to accents in folded columns."""
    if list(columns) == ["search_key"]:
        return searching.found(rows, " ".join(words))
    return rows.filter(reduce(and_, (reduce(or_, (holding(column, word) for column in columns)) for word in words)))


def holding(column: str, word: str) -> Q:
    look = "contains" if column.endswith("_key") else "icontains"
    return Q(**{f"{column}__{look}": word})
