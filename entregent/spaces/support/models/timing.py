from __future__ import annotations

from datetime import datetime

from django.db import models

from entregent.agenda.opening import hours_of
from entregent.core.clock import now
from entregent.people.models import House

TIMES = (
    "awaits_owner", "awaited_since", "recalls", "first_answered_at", "first_answer_minutes", "solution_minutes",
)  # fmt: skip


class Timed(models.Model):
    """Since when an owner's answer is awaited, and how long the desk took.

    What the desk took is counted in minutes of the opening hours of its house, once, when it happens: later changes of
    these hours change nothing that is past. The first answer is the desk's first word that the owner can read, a
    message or a proposal to close; an internal note or taking charge is none. The solution is the last proposal to
    close: the time that the owner takes to confirm it is not the desk's.
    """

    awaits_owner = models.BooleanField(default=False)
    awaited_since = models.DateTimeField(null=True)  # the desk's last word, while the owner's answer is awaited
    recalls = models.PositiveSmallIntegerField(default=0)  # of the owner, then of their administrators, since then
    first_answered_at = models.DateTimeField(null=True, editable=False)
    first_answer_minutes = models.PositiveIntegerField(null=True, editable=False)
    solution_minutes = models.PositiveIntegerField(null=True, editable=False)  # read once the request is closed

    house: House | models.ForeignKey[House, House]
    opened_at: datetime | models.DateTimeField[datetime, datetime]

    class Meta:
        abstract = True

    def _await(self, awaits_owner: bool) -> None:
        """Each word of the desk starts the wait anew; the first one is its answer."""
        self.awaits_owner, self.recalls = awaits_owner, 0
        self.awaited_since = now() if awaits_owner else None
        if awaits_owner and self.first_answered_at is None:
            self.first_answered_at = self.awaited_since
            self.first_answer_minutes = self._minutes_since_opened()

    def time_solution(self) -> None:
        self.solution_minutes = self._minutes_since_opened()

    def _minutes_since_opened(self) -> int | None:
        return hours_of(self.house).minutes_between(self.opened_at, now())
