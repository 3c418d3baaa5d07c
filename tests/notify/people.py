"""What the tests of this room ask again and again: lines of a bell, mails by person, a person's choice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from entregent.core import clock
from entregent.jobs.models import Mail
from entregent.notify.bell import Line, lines, own, unread
from entregent.notify.choices import choose
from entregent.notify.models import Notification
from tests.cast import Cast

PARIS = ZoneInfo("Europe/Paris")


def told(cast: Cast, person: str) -> list[Line]:
    """The unread lines that this person sees."""
    viewer = cast.viewer(person)
    return lines(unread(viewer), viewer)


def rows(cast: Cast, person: str) -> list[Notification]:
    return list(own(cast.viewer(person)))


def wants(cast: Cast, person: str, **choices: str) -> None:
    """Kinds with underscores for hyphens: wants(cast, "agent", support_reply="daily")."""
    wishes = {kind.replace("_", "-"): choice for kind, choice in choices.items()}
    choose(cast.members[person], wishes, by=cast.viewer(person))


def mails_to(cast: Cast, person: str, kind: str = "") -> list[str]:
    """Subjects of the mails written to this person, oldest first."""
    found = Mail.objects.filter(to_address=cast.email(person), kind__startswith=kind)
    return [mail.subject for mail in found.order_by("id")]


@contextmanager
def paris(text: str) -> Iterator[datetime]:
    """It is this moment in Paris: « 2026-11-24 09:00 », a Tuesday."""
    moment = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=PARIS)
    with clock.at(moment):
        yield moment
