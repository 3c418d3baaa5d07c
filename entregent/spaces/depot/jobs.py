"""What the worker does for this space."""

from __future__ import annotations

from django.utils import timezone

from entregent.audit import SYSTEM
from entregent.core.clock import now
from entregent.jobs import cron
from entregent.spaces.depot.models import Absence
from entregent.spaces.depot.models.paper import TRASH, every_paper


@cron.daily(at="02:40", name="depot.purge")
def empty_trash() -> None:
    rows = every_paper().filter(purged_at=None, removed_at__lte=now() - TRASH)
    for paper in rows:
        paper.purge()


@cron.daily(at="00:20", name="depot.absences")
def end_absences() -> None:
    """Whoever is back looks after their clients again; what a deputy was lent is taken back."""
    rows = Absence.objects.unscoped("absences that are over").filter(ended_at=None, last__lt=timezone.localdate(now()))
    for absence in rows:
        absence.end(by=SYSTEM)
