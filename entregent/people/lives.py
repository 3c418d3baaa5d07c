"""How long a session lives: shorter for those who see other people's dossiers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django.contrib.sessions.backends.base import SessionBase

from entregent.core.clock import now
from entregent.people.models import Membership
from entregent.people.sides import PLATFORM, PROVIDER

View = TypeVar("View", bound=Callable[..., Any])
STARTED, SEEN, REMEMBERED = "started_at", "seen_at", "remembered"
REWRITTEN_AFTER = 60  # seconds: a request in between writes nothing


@dataclass(frozen=True)
class Life:
    idle: timedelta
    whole: timedelta


STAFF = Life(idle=timedelta(minutes=30), whole=timedelta(hours=12))
CUSTOMERS = Life(idle=timedelta(minutes=60), whole=timedelta(hours=24))
ON_REMEMBERED_DEVICES = Life(idle=timedelta(days=30), whole=timedelta(days=30))


@dataclass(frozen=True)
class Left:
    """Seconds that a session has before it: until it is idle for too long, and whatever one does."""

    idle: int
    whole: int

    @property
    def until_end(self) -> int:
        return min(self.idle, self.whole)


def asked_by_pages(view: View) -> View:
    """Marks a view that open pages ask for by themselves: it keeps no session alive."""
    view.is_asked_by_pages = True  # type: ignore[attr-defined]
    return view


def are_strict(memberships: Iterable[Membership]) -> bool:
    """Whether one of them is of staff or sees health data: short sessions, and no device is remembered."""
    return any(
        row.side in (PROVIDER, PLATFORM) or any(role.sees_health_data for role in row.roles) for row in memberships
    )


def life_of(memberships: Iterable[Membership], session: SessionBase) -> Life:
    """The strictest of a person's memberships: they change from one to another without a password."""
    return life(strict=are_strict(memberships), remembered=bool(session.get(REMEMBERED)))


def life(*, strict: bool, remembered: bool) -> Life:
    if strict:
        return STAFF
    return ON_REMEMBERED_DEVICES if remembered else CUSTOMERS


def begin_life(session: SessionBase, *, remembered: bool = False) -> None:
    """The session starts now. On a remembered device its cookie outlives the browser."""
    session[STARTED] = session[SEEN] = now().timestamp()
    session[REMEMBERED] = remembered
    session.set_expiry(ON_REMEMBERED_DEVICES.whole if remembered else 0)


def time_left(session: SessionBase, life: Life) -> Left:
    moment = now().timestamp()
    idle = life.idle.total_seconds() - (moment - session.get(SEEN, moment))
    whole = life.whole.total_seconds() - (moment - session.get(STARTED, moment))
    return Left(int(idle), int(whole))


def is_over(session: SessionBase, life: Life) -> bool:
    return time_left(session, life).until_end <= 0


def see(session: SessionBase, *, at_once: bool = False) -> None:
    """Note that the person is there. at_once: even if it was noted a moment ago."""
    moment = now().timestamp()
    if STARTED not in session:
        session[STARTED] = session[SEEN] = moment
    elif at_once or moment - session[SEEN] >= REWRITTEN_AFTER:
        session[SEEN] = moment
