"""The news of the banner, shown on every page: kept a few seconds in each process."""

from __future__ import annotations

from time import monotonic

from django.db import transaction
from django.db.models import Q

from entregent.core.clock import now
from entregent.notify.models import News
from entregent.people.viewer import Viewer

REST = 15.0  # seconds before what another process published is seen
MOST = 5
_kept: dict[tuple[int | None, str], tuple[float, list[News]]] = {}


def banner(viewer: Viewer) -> list[News]:
    """What this viewer's house tells their side now."""
    moment = now()
    known = (item for item in _known(viewer) if item.starts_at <= moment)
    return [item for item in known if item.ends_at is None or item.ends_at > moment][:MOST]


def _known(viewer: Viewer) -> list[News]:
    key = (viewer.house_id, viewer.side)  # all that the rule of their sight looks at
    until, known = _kept.get(key, (0.0, []))
    if monotonic() < until:
        return known
    known = list(News.objects.visible_to(viewer).filter(Q(ends_at=None) | Q(ends_at__gt=now()))[:50])
    _kept[key] = (monotonic() + REST, known)
    return known


def changed(**_: object) -> None:
    """Something was published, changed or taken away here: the next page asks again.

    Once more when it is committed: what others asked meanwhile was still as before.
    """
    forget()
    transaction.on_commit(forget)


def forget() -> None:
    _kept.clear()
