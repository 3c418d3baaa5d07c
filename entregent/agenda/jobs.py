"""What the worker does for this room."""

from __future__ import annotations

from datetime import timedelta

from entregent.agenda.models import Agenda, Cell
from entregent.core.clock import now
from entregent.jobs import cron

KEPT = timedelta(days=2)  # after which nobody books there, whatever their zone


@cron.daily(at="03:10", name="agenda.cells")
def forget_past_cells() -> None:
    """Nothing is booked in the past: its cells guard nothing, and the table stays small. Engagements stay."""
    for quantum in Agenda.objects.unscoped("how cells are counted").values_list("quantum", flat=True).distinct():
        before = int((now() - KEPT).timestamp()) // 60 // quantum
        rows = Cell.objects.unscoped("cells of a past that nobody books")
        rows.filter(agenda__quantum=quantum, cell__lt=before).delete()
