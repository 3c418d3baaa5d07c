"""What a record is linked with, as its page shows it; and what it could be linked with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from entregent.core.searching import rows_holding
from entregent.links import linking
from entregent.links.kinds import KINDS
from entregent.records.finding import number_in
from entregent.records.page import RecordPage

MOST_OFFERED = 8

# The kinds of records that may be linked, by their label: the page says `number`, `dossier` and `state` of a record.
_pages: dict[str, type[RecordPage]] = {}


def register_linked_pages(*pages: type[RecordPage]) -> None:
    _pages.update({page.model._meta.label_lower: page for page in pages})


def page_for(label: str) -> type[RecordPage] | None:
    return _pages.get(label)


@dataclass(frozen=True)
class Linked:
    """The other record of a link: where it is, and in which words."""

    words: str | Promise
    page: RecordPage
    removal: str  # the address where the link is removed


def seen_links(page: RecordPage) -> list[Linked]:
    """Those that the viewer sees, the oldest link first. Nothing is asked for a row that knows it has none."""
    record = page.record
    links = list(linking.links_of(record, page.viewer).order_by("pk")) if getattr(record, "has_links", True) else []
    others = {one: one.to_pk if one.of_pk == record.pk else one.of_pk for one in links}
    seen = {row.pk: row for row in page.rows_of(page.viewer).filter(pk__in=others.values())} if links else {}
    return [
        Linked(words_of(one, record.pk), type(page)(page.viewer, seen[pk]), removal_of(one.pk, record.pk))
        for one, pk in others.items()
        if pk in seen
    ]


def words_of(link: Any, pk: int) -> str | Promise:
    kind = KINDS[link.kind]
    return kind.words if link.of_pk == pk else kind.back


def removal_of(link: int, record: int) -> str:
    return reverse("links:removal", args=[link, record])


def candidates(page: RecordPage, typed: str) -> list[RecordPage]:
    """Records of the same dossier that fit what was typed, newest first; the newest of all for nothing typed."""
    links = linking.links_of(page.record, page.viewer).values_list("of_pk", "to_pk")
    rows = page.rows_of(page.viewer).filter(dossier=page.record.dossier_id)
    rows = rows.exclude(pk__in={page.record.pk, *(pk for pair in links for pk in pair)})
    number = number_in(typed)
    if number is not None:
        rows = rows.filter(**{page.number: number})
    else:
        rows = rows_holding(rows, page.searched, typed)
    return [type(page)(page.viewer, row) for row in rows.order_by("-pk")[:MOST_OFFERED]]
