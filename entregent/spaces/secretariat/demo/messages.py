"""Messages of the last weeks: those that wait, those that were archived, a few urgent ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from django.utils import timezone

from entregent.agenda.models import Engagement
from entregent.contacts.models import ADDRESS, PHONE, Contact, Particular
from entregent.core import clock
from entregent.people.models import Membership
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat import delivering
from entregent.spaces.secretariat.demo.people import Said
from entregent.spaces.secretariat.models import Archiving, CallMessage, Line

REASON = "telling the demonstration"
WAITED, ARCHIVED_FOR = timedelta(days=9), timedelta(days=40)


class Talk(NamedTuple):
    """What callers say; how many messages wait and how many are archived; the urgent ones among those that wait."""

    said: Sequence[Said]
    waiting: int
    archived: int
    urgent: Sequence[Said] = ()


def tell_messages(
    line: Line, talk: Talk, contacts: list[Contact], by: Viewer, chance: Random, engaged: Sequence[Engagement] = ()
) -> None:
    """Oldest first, so that numbers follow dates."""
    moment = clock.now()
    old = sorted(moment - ARCHIVED_FOR + chance.random() * timedelta(days=25) for _one in range(talk.archived))
    new = sorted(moment - WAITED + chance.random() * WAITED * 0.95 for _one in range(talk.waiting))
    for at in old:
        take(line, chance.choice(talk.said), chance.choice(contacts), by, at=day_hours(at))
    archive(line, moment - timedelta(days=12))
    plain = talk.waiting - len(talk.urgent)
    for place, at in enumerate(new):
        said = chance.choice(talk.said) if place < plain else talk.urgent[place - plain]
        about = chance.choice(engaged) if engaged and said.kind == "appointment" else None
        take(line, said, chance.choice(contacts), by, at=min(day_hours(at), moment), about=about)


def take(
    line: Line, said: Said, contact: Contact, by: Viewer, *, at: datetime, about: Engagement | None = None
) -> None:
    contact = about.contact if about and about.contact else contact
    rows = Particular.objects.visible_to(by).filter(contact=contact)
    reached = {row.kind: row.value for row in rows}
    address = reached.get(ADDRESS, "") if said.kind == "visit" else ""
    with clock.at(at):
        message = CallMessage(
            dossier=line.dossier, kind=said.kind, is_urgent=said.is_urgent, caller=contact.name, contact=contact,
            phone=reached.get(PHONE, ""), address=address, text=said.text, engagement=about, received_at=at,
        )  # fmt: skip
        message.write(by=by)
        if said.is_urgent:
            delivering.pass_on(message, by=by)


def archive(line: Line, at: datetime) -> None:
    """By the subscriber; a line that nobody reads on line keeps its messages."""
    member = Membership.objects.unscoped(REASON).filter(party=line.dossier.party_id).first()
    if member:
        viewer = Viewer.wearing(member)
        with clock.at(at):
            Archiving.of(CallMessage.objects.visible_to(viewer).filter(dossier=line.dossier_id), by=viewer)


def day_hours(moment: datetime) -> datetime:
    """The same day, between eight and seven."""
    local = timezone.localtime(moment)
    return local.replace(hour=8 + local.hour * 11 // 24)
