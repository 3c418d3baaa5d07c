"""The news of the banner, shown on every page: kept a few seconds in each process."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import Q

from entregent.core.clock import now
from entregent.notify.models import News
from entregent.people import audiences
from entregent.people.sight import OF_THE_HOUSE
from entregent.people.viewer import Viewer

REST = 15.0  # seconds before what another process published is seen
MOST = 5
MOST_KEPT = 50


@dataclass(frozen=True)
class Known:
    """for_all: what everybody of the side gets. to_some: whether there is news for groups, which is asked each time."""

    for_all: list[News]
    to_some: bool


_kept: dict[tuple[int | None, str], tuple[float, Known]] = {}


def banner(viewer: Viewer) -> list[News]:
    """What this viewer's house tells them now."""
    moment, known = now(), _remembered_news(viewer)
    items = _in_order([*known.for_all, *_to_groups_of(viewer)]) if known.to_some else known.for_all
    begun = (item for item in items if item.starts_at <= moment)
    return [item for item in begun if item.ends_at is None or item.ends_at > moment][:MOST]


def _remembered_news(viewer: Viewer) -> Known:
    key = (viewer.house_id, viewer.side)  # all that the rule of their sight looks at, where no group is named
    until, known = _kept.get(key, (0.0, Known([], to_some=False)))
    if monotonic() < until:
        return known
    known = _fetch_news(viewer)
    _kept[key] = (monotonic() + REST, known)
    return known


def _fetch_news(viewer: Viewer) -> Known:
    if viewer.side in OF_THE_HOUSE:
        return Known(list(_lasting(viewer)[:MOST_KEPT]), to_some=False)
    named = audiences.addressees_of(News).filter(house=viewer.house_id)
    return Known(list(_lasting(viewer).filter(audiences.meant_for_all(News))[:MOST_KEPT]), named.exists())


def _to_groups_of(viewer: Viewer) -> list[News]:
    return list(_lasting(viewer).exclude(audiences.meant_for_all(News))[:MOST_KEPT])


def _lasting(viewer: Viewer) -> Any:
    return News.objects.visible_to(viewer).filter(Q(ends_at=None) | Q(ends_at__gt=now()))


def _in_order(items: list[News]) -> list[News]:
    """As the model's own order has it: urgent ones first, then the latest."""
    return sorted(items, key=lambda item: (item.is_urgent, item.starts_at), reverse=True)


def forget_news_here(**_: object) -> None:
    """Something was published, changed, addressed or taken away here: the next page asks again.

    Once more when it is committed: what others asked meanwhile was still as before.
    """
    forget_news()
    transaction.on_commit(forget_news)


def forget_news() -> None:
    _kept.clear()
