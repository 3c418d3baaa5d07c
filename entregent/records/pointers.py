"""Favourites and last viewed: written seldom, and shown only while their records may be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Value
from django.utils.translation import ngettext

from entregent.core.clock import now
from entregent.people.viewer import Viewer
from entregent.records.models import Favourite, Pointer, Visit
from entregent.records.page import RecordPage
from entregent.records.sources import Hit, among, sources_of

MOST_VISITS = 20
LATELY = timedelta(days=30)
REST = timedelta(minutes=10)  # a record looked at again within this time is not written again


def mine(model: type[Pointer], viewer: Viewer) -> Any:
    return model.objects.visible_to(viewer).filter(membership=viewer.membership_id)


def of_page(model: type[Pointer], page: RecordPage) -> Any:
    return mine(model, page.viewer).filter(kind=page.kind, record_id=page.record.pk)


@dataclass(frozen=True)
class Standing:
    """Whether the record of a page is a favourite, and whether its visit was written a short while ago."""

    starred: bool
    noted: bool


def standing(page: RecordPage) -> Standing:
    """Both in one query, since every page of a record asks."""
    starred = of_page(Favourite, page).values_list(Value("starred"))
    noted = of_page(Visit, page).filter(at__gt=now() - REST).values_list(Value("noted"))
    found = {name for (name,) in starred.union(noted)}
    return Standing("starred" in found, "noted" in found)


def star(page: RecordPage) -> None:
    viewer = page.viewer
    mine(Favourite, viewer).get_or_create(
        user_id=viewer.user_id, membership_id=viewer.acting, kind=page.kind, record_id=page.record.pk
    )


def unstar(page: RecordPage) -> None:
    of_page(Favourite, page).delete()


def note_visit(page: RecordPage) -> None:
    """Call it only when `standing` says that it is not noted."""
    viewer = page.viewer
    visit = Visit(user_id=viewer.user_id or 0, membership_id=viewer.acting, kind=page.kind, record_id=page.record.pk)
    mine(Visit, viewer).bulk_create(
        [visit], update_conflicts=True, unique_fields=["membership", "kind", "record_id"], update_fields=["at"]
    )


def favourite_count_words(count: int) -> str:
    return ngettext("%(count)s favourite", "%(count)s favourites", count) % {"count": count}


def forget_old_pointers() -> None:
    """What was looked at more than a month ago was not looked at lately."""
    Visit.objects.unscoped("everybody's visits, with age").filter(at__lt=now() - LATELY).delete()


def at_hand(viewer: Viewer) -> dict[str, list[Hit]]:
    """« favourites », every one, and « visits », the newest first; what is no longer seen is left out."""
    kept = {
        "favourites": list(pointed_records(Favourite, viewer)),
        "visits": list(pointed_records(Visit, viewer)[:MOST_VISITS]),
    }
    found = hits_of(viewer, [pair for pairs in kept.values() for pair in pairs])
    return {name: [found[pair] for pair in pairs if pair in found] for name, pairs in kept.items()}


def favourites(viewer: Viewer) -> list[Hit]:
    pairs = list(pointed_records(Favourite, viewer))
    found = hits_of(viewer, pairs)
    return [found[pair] for pair in pairs if pair in found]


def pointed_records(model: type[Pointer], viewer: Viewer) -> Any:
    return mine(model, viewer).order_by("-at", "-pk").values_list("kind", "record_id")


def hits_of(viewer: Viewer, pairs: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Hit]:
    """One query for each kind among them."""
    found = {}
    for page in sources_of(viewer):
        for pk, hit in among(page, viewer, (pk for kind, pk in pairs if kind == page.kind)).items():
            found[page.kind, pk] = hit
    return found
