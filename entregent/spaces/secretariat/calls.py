"""What the operator needs when the telephone rings: who is called, who calls, what is asked, what is free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from entregent.agenda.calendar import free_pieces
from entregent.agenda.models import Agenda
from entregent.agenda.slots import FREE, Piece
from entregent.contacts.finding import contacts_like
from entregent.contacts.models import PHONE, Contact, Particular
from entregent.contacts.telephones import telephone_key
from entregent.core.clock import now
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat.agenda_page import agendas_of
from entregent.spaces.secretariat.models import CallMessage, Instruction, InstructionReading, Line
from entregent.spaces.secretariat.where import Where

CANDIDATES, LATEST, OFFERED, AHEAD = 8, 5, 6, 14
NOON = time(12)


@dataclass(frozen=True)
class ShownInstruction:
    instruction: Instruction
    is_new: bool


def line_called(number: str, viewer: Viewer) -> Line | None:
    """By the number that was dialled, in any form, among the lines entrusted to the viewer."""
    key = telephone_key(number)
    rows = Line.objects.visible_to(viewer).filter(called_key=key)
    found: Line | None = rows.order_by("pk").first() if key else None
    return found


def callers(where: Where, number: str, query: str) -> list[Contact]:
    """Contacts of this subscriber alone: by the number that calls, else by what was typed."""
    rows = Contact.objects.visible_to(where.viewer).filter(dossier=where.dossier_id)
    if key := telephone_key(number):
        reached = Particular.objects.visible_to(where.viewer).filter(kind=PHONE, value_key=key)
        found = list(rows.filter(pk__in=reached.values("contact"))[:CANDIDATES])
        if found or not query:
            return found
    return list(contacts_like(rows, query).order_by("name_key", "pk")[:CANDIDATES]) if query.strip() else []


def instructions_now(where: Where) -> list[ShownInstruction]:
    """Those that hold at this moment, the narrowest first; new until this operator has read them as they stand."""
    zone, moment = where.line.dossier.house.time_zone, now()
    rows = list(Instruction.objects.visible_to(where.viewer).filter(dossier=where.dossier_id))
    holding = sorted((one for one in rows if one.holds_at(moment, zone)), key=lambda one: one.narrowness, reverse=True)
    read = dict(
        InstructionReading.objects.visible_to(where.viewer)
        .filter(member=where.viewer.membership_id, instruction__in=[one.pk for one in holding])
        .values_list("instruction", "version")
    )
    return [ShownInstruction(one, read.get(one.pk) != one.version) for one in holding]


def latest_messages(where: Where, contact: Contact | None) -> list[CallMessage]:
    rows = CallMessage.objects.visible_to(where.viewer).filter(dossier=where.dossier_id)
    rows = rows.filter(contact=contact) if contact else rows
    return list(rows.select_related("contact").order_by("-pk")[:LATEST])


def first_openings(where: Where) -> list[tuple[Agenda, Piece]]:
    agendas = agendas_of(where.dossier_id, where.viewer)
    return free_pieces(agendas, agendas[0].today(), AHEAD, where.viewer, FREE)[:OFFERED] if agendas else []


def openings_between(agendas: Sequence[Agenda], first: date, days: int, half: str, minutes: int, viewer: Viewer) -> Any:
    """« 15 min, cette semaine, matin », over several agendas. half: « matin », « apres-midi » or nothing."""
    found = free_pieces(agendas, first, days, viewer, FREE)
    wanted = timedelta(minutes=minutes)
    return [
        (agenda, piece)
        for agenda, piece in found
        if _in_half(agenda, piece, half) and _room_from(piece, found, agenda) >= wanted
    ]


def _in_half(agenda: Agenda, piece: Piece, half: str) -> bool:
    hour = piece.start.astimezone(agenda.clock).time()
    return not half or (hour < NOON) == (half == "matin")


def _room_from(piece: Piece, found: Sequence[tuple[Agenda, Piece]], agenda: Agenda) -> timedelta:
    """How long it is free from here on, over slots that follow one another."""
    end = piece.end
    for other, after in found:
        if other.pk == agenda.pk and after.start == end:
            end = after.end
    return end - piece.start
