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
STARTED, SEEN = "started_at", "seen_at"
REWRITTEN_AFTER = 60  # seconds: a request in between writes nothing


@dataclass(frozen=True)
class Life:
    idle: timedelta
    whole: timedelta


STAFF = Life(idle=timedelta(minutes=30), whole=timedelta(hours=12))
CUSTOMERS = Life(idle=timedelta(minutes=60), whole=timedelta(hours=24))


def asked_by_pages(view: View) -> View:
    """Marks a view that open pages ask for by themselves: it keeps no session alive."""
    view.is_asked_by_pages = True  # type: ignore[attr-defined]
    return view


def life_of(memberships: Iterable[Membership]) -> Life:
    """The strictest of a person's memberships: they change from one to another without a password."""
    return STAFF if any(row.role.side in (PROVIDER, PLATFORM) for row in memberships) else CUSTOMERS


def begin(session: SessionBase) -> None:
    session[STARTED] = session[SEEN] = now().timestamp()


def is_over(session: SessionBase, life: Life) -> bool:
    moment = now().timestamp()
    idle = moment - session.get(SEEN, moment)
    whole = moment - session.get(STARTED, moment)
    return bool(idle >= life.idle.total_seconds() or whole >= life.whole.total_seconds())


def see(session: SessionBase) -> None:
    """Note that the person is there."""
    moment = now().timestamp()
    if STARTED not in session:
        begin(session)
    elif moment - session[SEEN] >= REWRITTEN_AFTER:
        session[SEEN] = moment
