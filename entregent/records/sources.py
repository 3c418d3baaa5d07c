"""Sources: the kinds of record that the search looks through, each by the rows that the viewer sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q

from entregent.core.folding import fold
from entregent.people.viewer import Viewer
from entregent.records.page import Words

MOST = 8


@dataclass(frozen=True)
class Hit:
    """A record found: where it is, and in words what it is."""

    url: str
    title: str
    hint: str = ""
    icon: str = ""
    kind: str = ""
    pk: int = 0


@dataclass(frozen=True)
class Source:
    """One kind of record.

    rows: those that the viewer sees, or None when this kind has no page for them. columns: where words are
    looked for; those named …_key are folded. values: what `hit` reads beside the key, in this order.
    number: the column of a number that people quote. list_name: the address of its list, which takes `q`.
    """

    kind: str
    space: str
    label: Words
    icon: str
    rows: Callable[[Viewer], Any]
    columns: Sequence[str]
    values: Sequence[str]
    hit: Callable[..., tuple[str, str, str]]  # viewer, pk, *values → address, title, hint
    number: str = ""
    more: Callable[[Viewer], str] = field(default=lambda viewer: "")

    def search(self, viewer: Viewer, query: str, number: int | None, most: int = MOST) -> list[Hit]:
        """At most so many hits: capped first, then sorted."""
        rows = self.rows(viewer)
        if rows is None:
            return []
        if number is not None and self.number:
            exact = self.hits(viewer, rows.filter(**{self.number: number})[:1])
            if exact:
                return exact
        words = fold(query).split()
        found = matching(rows, self.columns, words) if words else rows.none()
        hits = self.hits(viewer, found.order_by("-pk")[:most])
        return sorted(hits, key=lambda hit: not fold(hit.title).startswith(words[0])) if words else hits

    def among(self, viewer: Viewer, keys: Iterable[int]) -> dict[int, Hit]:
        """Of these records, those that the viewer still sees."""
        rows, wanted = self.rows(viewer), set(keys)
        if rows is None or not wanted:
            return {}
        return {hit.pk: hit for hit in self.hits(viewer, rows.filter(pk__in=wanted))}

    def hits(self, viewer: Viewer, rows: Any) -> list[Hit]:
        return [
            Hit(*self.hit(viewer, pk, *values), icon=self.icon, kind=self.kind, pk=pk)
            for pk, *values in rows.values_list("pk", *self.values)
        ]


def matching(rows: Any, columns: Sequence[str], words: Sequence[str]) -> Any:
    """Rows where each word is found in one of the columns, blind to case, and to accents in folded columns."""
    return rows.filter(reduce(and_, (reduce(or_, (holding(column, word) for column in columns)) for word in words)))


def holding(column: str, word: str) -> Q:
    look = "contains" if column.endswith("_key") else "icontains"
    return Q(**{f"{column}__{look}": word})


SOURCES: dict[str, Source] = {}


def register(*sources: Source) -> None:
    """Called by each space when the application starts, in the order in which kinds are shown."""
    SOURCES.update({source.kind: source for source in sources})


def sources_of(viewer: Viewer) -> list[Source]:
    return [source for source in SOURCES.values() if source.space == viewer.space]
