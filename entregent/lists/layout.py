"""How a person left a list: its columns in their order, and what was filtered and sorted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from entregent.people.models import Preferences
from entregent.people.viewer import Viewer, who_looks

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST = 200  # layouts of one person; the oldest gives way


@dataclass(frozen=True)
class Layout:
    """query: the part of an address that is worth finding again. A layout of an older version is read as it can be."""

    columns: tuple[str, ...] = ()
    query: str = ""

    @classmethod
    def of(cls, request: HttpRequest, name: str) -> Layout:
        preferences = getattr(request.user, "preferences", None)
        kept = (preferences.lists if preferences else {}).get(place(who_looks(request), name), {})
        columns, query = kept.get("columns", ()), kept.get("query", "")
        known = [key for key in columns if isinstance(key, str)] if isinstance(columns, list | tuple) else []
        return cls(tuple(known), query if isinstance(query, str) else "")


def place(viewer: Viewer, name: str) -> str:
    return f"{viewer.membership_id}.{name}"


def keep_layout(viewer: Viewer, name: str, layout: Layout) -> None:
    """Written only when it changes: an ordinary look at a list writes nothing. Two tabs may do so at once."""
    rows = Preferences.objects.visible_to(viewer)
    with transaction.atomic():
        rows.get_or_create(user_id=viewer.user_id or 0)
        mine = rows.select_for_update().get(user=viewer.user_id)
        others = {key: value for key, value in mine.lists.items() if key != place(viewer, name)}
        mine.lists = dict([*others.items(), (place(viewer, name), asdict(layout))][-MOST:])
        mine.save(update_fields=["lists"])


def ordered_columns(
    order: Sequence[str], ticked: Sequence[str], moved: tuple[str, int] | None = None
) -> tuple[str, ...]:
    """The ticked columns in the order of the form, one of them moved by a place if asked."""
    found = list(dict.fromkeys(order))
    if moved and moved[0] in found:
        here = found.index(moved[0])
        there = min(max(here + moved[1], 0), len(found) - 1)
        found.insert(there, found.pop(here))
    return tuple(key for key in found if key in ticked)
