"""Three weeks of agenda around today, most of it taken."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from entregent.agenda.calendar import days_of
from entregent.agenda.models import Agenda, Engagement
from entregent.agenda.slots import VISIT, Piece
from entregent.contacts.models import Contact
from entregent.core import clock
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat.agenda_page import agendas_of
from entregent.spaces.secretariat.demo.people import REASONS
from entregent.spaces.secretariat.models import Line

BEFORE, DAYS = 7, 21
FULL = 0.55  # of the slots


def fill_agenda(line: Line, contacts: list[Contact], by: Viewer, chance: Random) -> list[Engagement]:
    """Booked some days before, in the order of time; a few of two slots."""
    agendas = agendas_of(line.dossier_id, by)
    today = agendas[0].today()
    monday = today - timedelta(days=today.weekday() + BEFORE)
    days = [monday + timedelta(days=step) for step in range(DAYS)]
    made: list[Engagement] = []
    for day in days_of(agendas, days, by):
        last = None
        for piece in day.pieces:
            if piece.is_bookable and (last is None or piece.start >= last) and chance.random() < FULL:
                made.append(engage(day.agenda, piece, chance.choice(contacts), by, chance))
                last = made[-1].ends_at
    return made


def engage(agenda: Agenda, piece: Piece, contact: Contact, by: Viewer, chance: Random) -> Engagement:
    is_visit = piece.kind == VISIT
    said: dict[str, Any] = {
        "kind": "visit" if is_visit else "appointment", "contact": contact, "text": contact.name,
        "reason": "" if is_visit else chance.choice(REASONS), "is_new": chance.random() < 0.08,
    }  # fmt: skip
    with clock.at(min(piece.start, clock.now()) - timedelta(days=chance.randint(1, 9))):
        return Engagement.book(agenda, piece.start, piece.end - piece.start, by=by, **said)
