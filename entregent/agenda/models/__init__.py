"""When a house is open; the agendas of those it looks after, their working time and what is booked in it."""

from entregent.agenda.models.activity import Activity
from entregent.agenda.models.agenda import Agenda
from entregent.agenda.models.engagement import Cancellation, Cell, Engagement, Taken
from entregent.agenda.models.timetable import ExceptionalDay, Timetable, usual_week
from entregent.agenda.models.working import AgendaException, Window

__all__ = [
    "Activity",
    "Agenda",
    "AgendaException",
    "Cancellation",
    "Cell",
    "Engagement",
    "ExceptionalDay",
    "Taken",
    "Timetable",
    "Window",
    "usual_week",
]
