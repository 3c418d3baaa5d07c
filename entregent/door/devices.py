"""Where a person is signed in: each browser in words, and how to end its session from elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from entregent import audit
from entregent.core.clock import now
from entregent.door import browser_names
from entregent.door.network import prefix_of
from entregent.people import lives, memberships
from entregent.people.models import Membership, Session, User
from entregent.people.sessions import DEVICE
from entregent.people.viewer import Viewer


@dataclass(frozen=True)
class Device:
    """A browser that is signed in, as its owner reads it."""

    pk: UUID
    name: str
    network: str
    first_seen: datetime
    last_seen: datetime
    is_remembered: bool
    by_link: str
    is_this_one: bool


def note_device(request: HttpRequest, link: int | None = None) -> None:
    """Write into the session which browser it is and from where, as roughly as throttles see it."""
    browser, system = browser_names.browser_and_system(request.headers.get("User-Agent", ""))
    request.session[DEVICE] = {
        "id": uuid4().hex, "browser": browser, "system": system, "network": prefix_of(request), "link": link,
    }  # fmt: skip


def signed_in_devices(mine: Sequence[Membership], session: SessionBase) -> list[Device]:
    """Where the person of these memberships is signed in: this browser first, then the latest seen."""
    rows = _rows(mine[0].user_id).exclude(device=None).select_related("link").order_by("-seen_at")
    found = [_device(row, session) for row in rows if _lives(row, strict=lives.are_strict(mine))]
    return sorted(found, key=lambda device: not device.is_this_one)


def find_device(mine: Sequence[Membership], device: UUID, session: SessionBase) -> Device | None:
    return next((one for one in signed_in_devices(mine, session) if one.pk == device), None)


def end(user: User, device: UUID, *, by: Viewer) -> bool:
    """Sign out one of one's own browsers; its next request is refused. False when it is not one's own."""
    with transaction.atomic():
        gone, _each = _rows(user.pk).filter(device=device).delete()
        if gone:
            audit.record("people.session.ended", user, by=by, house_id=by.house_id, count=gone)
        return bool(gone)


def end_all_others(user: User, session: SessionBase, *, by: Viewer) -> int:
    """Sign out all of one's own browsers but this one; how many there were."""
    with transaction.atomic():
        gone = end_others(user.pk, session)
        if gone:
            audit.record("people.session.ended", user, by=by, house_id=by.house_id, count=gone)
        return gone


def end_of(member: Membership, *, by: Viewer) -> int:
    """An administrator signs somebody out everywhere; how many sessions there were.

    Raises Refused as `memberships.demand_whole`: a session is open in all of somebody's houses at once.
    """
    with transaction.atomic():
        memberships.demand_whole(member, by=by)
        gone = end_all(member.user_id)
        audit.record("people.membership.signed_out", member, by=by, house_id=member.house_id, count=gone)
        return gone


def end_others(user_id: int, session: SessionBase) -> int:
    return int(_rows(user_id).exclude(session_key=session.session_key).delete()[0])


def end_all(user_id: int) -> int:
    return int(_rows(user_id).delete()[0])


def words(browser: str, system: str) -> str:
    """« Firefox sur Windows »."""
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser that does not say its name")


def _rows(user_id: int) -> Any:
    return Session.objects.filter(user_id=user_id)


def _lives(row: Session, *, strict: bool) -> bool:
    life = lives.life(strict=strict, remembered=row.is_remembered)
    if row.seen_at is None or row.started_at is None:
        return False
    return row.seen_at + life.idle > now() < row.started_at + life.whole


def _device(row: Session, session: SessionBase) -> Device:
    assert row.device
    assert row.started_at
    assert row.seen_at
    return Device(
        pk=row.device, name=words(row.browser, row.system), network=row.network, first_seen=row.started_at,
        last_seen=row.seen_at, is_remembered=row.is_remembered, by_link=row.link.name if row.link else "",
        is_this_one=row.session_key == session.session_key,
    )  # fmt: skip
