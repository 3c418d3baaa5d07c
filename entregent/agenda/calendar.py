"""Days of several agendas, read in a few queries whatever their number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from entregent.agenda import week
from entregent.agenda.models import Agenda, AgendaException, Engagement, Window
from entregent.agenda.models.working import CLOSED
from entregent.agenda.opening import timetable_of
from entregent.agenda.slots import Day, Piece, day_of, span_of
from entregent.core.clock import now
from entregent.people.viewer import Viewer

MOST_DAYS = 62  # of a search for the first free slot


def days_of(agendas: Sequence[Agenda], days: Sequence[date], viewer: Viewer) -> list[Day]:
    """One for each agenda and day, the agendas of a day side by side."""
    if not agendas or not days:
        return []
    start, end = span_of(agendas[0], days[0])[0], span_of(agendas[0], days[-1])[1]
    windows = rows_by_agenda(Window, agendas, viewer)
    around = {"starts_at__lt": end + timedelta(days=1), "ends_at__gt": start - timedelta(days=1)}
    exceptions = rows_by_agenda(AgendaException, agendas, viewer, **around)
    engagements = rows_by_agenda(Engagement, agendas, viewer, is_cancelled=False, **around)
    closed = holidays(agendas[0], days)
    return [
        day_of(one, day, windows[one.pk], exceptions[one.pk], engagements[one.pk], closed[day])
        for day in days
        for one in agendas
    ]


def rows_by_agenda(model: Any, agendas: Sequence[Agenda], viewer: Viewer, **narrow: Any) -> dict[int, list[Any]]:
    known = {one.pk: one for one in agendas}
    found: dict[int, list[Any]] = {pk: [] for pk in known}
    rows = model.objects.visible_to(viewer).filter(agenda__in=list(known), **narrow)
    for row in rows.select_related("contact") if model is Engagement else rows:
        row.agenda = known[row.agenda_id]
        found[row.agenda_id].append(row)
    return found


def holidays(agenda: Agenda, days: Sequence[date]) -> dict[date, str]:
    """Public holidays of the house, by day; nothing on the others."""
    timetable = timetable_of(agenda.dossier.house)
    return {day: week.holiday(timetable, day) for day in days}


def free_pieces(
    agendas: Sequence[Agenda], first: date, count: int, viewer: Viewer, kind: str
) -> list[tuple[Agenda, Piece]]:
    """Free time to come in so many days, in order: what the secretariat offers a caller. kind: FREE or VISIT."""
    days = [first + timedelta(days=step) for step in range(min(count, MOST_DAYS))]
    moment = now()
    found = [
        (day.agenda, piece)
        for day in days_of(agendas, days, viewer)
        for piece in day.pieces
        if piece.kind == kind and piece.start >= moment
    ]
    return sorted(found, key=lambda pair: pair[1].start)


def is_worked(agenda: Agenda, start: datetime, end: datetime, viewer: Viewer) -> bool:
    """Whether a span lies wholly in time that is worked, whoever holds it."""
    day = start.astimezone(agenda.clock).date()
    found = days_of([agenda], [day, day + timedelta(days=1)], viewer)
    shut = [piece for one in found for piece in one.pieces if piece.kind == CLOSED]
    return not any(piece.start < end and piece.end > start for piece in shut)
