"""Window and AgendaException: when an agenda is worked, week after week, and when against the habit."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.agenda.hours import MIDNIGHT
from entregent.agenda.models.agenda import SLOT_LENGTH, Agenda, demand_length
from entregent.core.clock import now
from entregent.dossiers.sight import OfDossier
from entregent.people.models import Membership
from entregent.people.viewer import Viewer

CONSULTATION, VISIT, CLOSED = "consultation", "visit", "closed"
EVERY, ODD, EVEN = "every", "odd", "even"
WORKED = ((CONSULTATION, _("consultation")), (VISIT, _("visit")))
EXCEPTIONS = ((CLOSED, _("closed")), *WORKED)
PARITIES = ((EVERY, _("every week")), (ODD, _("odd weeks")), (EVEN, _("even weeks")))


class Window(OfDossier):
    """« Plage »: hours of one weekday, as the clock on the wall tells them, never in UTC. 00:00 ends a day."""

    dossier_field = "agenda__dossier"

    agenda = models.ForeignKey(Agenda, models.CASCADE, related_name="windows")
    weekday = models.PositiveSmallIntegerField(_("Day"), choices=tuple(WEEKDAYS.items()))
    starts = models.TimeField(_("From"))
    ends = models.TimeField(_("To"))
    kind = models.CharField(_("Kind"), max_length=12, choices=WORKED, default=CONSULTATION)
    slot_minutes = models.PositiveSmallIntegerField(_("Length of a slot, in minutes"), validators=SLOT_LENGTH)
    parity = models.CharField(_("Weeks"), max_length=5, choices=PARITIES, default=EVERY)
    valid_from = models.DateField(_("Valid from"), null=True, blank=True)
    valid_to = models.DateField(_("Valid to (included)"), null=True, blank=True)

    class Meta:
        ordering = ["weekday", "starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="window_weekday"),
            models.CheckConstraint(condition=Q(slot_minutes__gte=1, slot_minutes__lte=480), name="window_slot_length"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="window_valid_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.starts:%H:%M}–{self.ends:%H:%M}"

    def clean(self) -> None:
        if self.starts and self.ends and self.ends != MIDNIGHT and self.ends <= self.starts:
            raise ValidationError({"ends": _("It closes before it opens.")})
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day comes before the first.")})
        demand_length(self.slot_minutes, self.agenda.quantum, "slot_minutes")

    def holds_on(self, day: date) -> bool:
        """Weeks are numbered as ISO 8601 numbers them."""
        if day.weekday() != self.weekday or not (self.valid_from or day) <= day <= (self.valid_to or day):
            return False
        odd = day.isocalendar().week % 2 == 1
        return self.parity == EVERY or odd == (self.parity == ODD)

    def keep(self, *, by: Viewer) -> None:
        """Write it; what is booked stays booked, inside the new hours or outside."""
        with transaction.atomic():
            self.agenda.lock(by)
            self.save()
            _tell(self.agenda, "hours_changed", by, window=str(self))

    def remove(self, *, by: Viewer) -> None:
        with transaction.atomic():
            self.agenda.lock(by)
            _tell(self.agenda, "hours_changed", by, window=str(self))
            self.delete()


class AgendaException(OfDossier):
    """Dated time that is closed, or worked, against the habit: two moments, so that no change of clocks moves it."""

    dossier_field = "agenda__dossier"

    agenda = models.ForeignKey(Agenda, models.CASCADE, related_name="exceptions")
    starts_at = models.DateTimeField(_("From"))
    ends_at = models.DateTimeField(_("To"))
    kind = models.CharField(_("Kind"), max_length=12, choices=EXCEPTIONS, default=CLOSED)
    slot_minutes = models.PositiveSmallIntegerField(
        _("Length of a slot, in minutes"), null=True, blank=True, validators=SLOT_LENGTH
    )  # fmt: skip
    reason = models.CharField(_("Reason"), max_length=80, blank=True)
    is_of_slot = models.BooleanField(default=False, editable=False)  # made by the bin of one slot, undone by its arrow
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["agenda", "ends_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="agenda_exception_in_order")
        ]

    def __str__(self) -> str:
        return self.reason or str(self.get_kind_display())

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        """Whoever books gives back a slot; holidays are for those who set the hours."""
        may = self.agenda.permits(viewer)
        return {"lift": may["set_hours"] or (self.is_of_slot and may["book"])}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return {"lift": True}

    @classmethod
    def between(
        cls, agenda: Agenda, start: datetime, end: datetime, kind: str = CLOSED, **more: Any
    ) -> AgendaException:
        return cls(agenda=agenda, starts_at=start, ends_at=end, kind=kind, **more)

    def keep(self, *, by: Viewer) -> None:
        """Whoever sees the dossier from the other side does not see who: the name stays in the history."""
        with transaction.atomic():
            self.agenda.lock(by)
            self.by_id = by.acting
            self.save(force_insert=True)
            _tell(self.agenda, "exception_made", by, start=self.starts_at.isoformat(), end=self.ends_at.isoformat())

    def lift(self, *, by: Viewer) -> None:
        with transaction.atomic():
            self.agenda.lock(by)
            _tell(self.agenda, "exception_lifted", by, start=self.starts_at.isoformat(), end=self.ends_at.isoformat())
            self.delete()


def moment_at(day: date, clock: time, agenda: Agenda) -> datetime:
    """The moment at which the clock of an agenda shows this, the first time of two."""
    return datetime.combine(day, clock, agenda.clock)


def day_after(day: date) -> date:
    return day + timedelta(days=1)


def _tell(agenda: Agenda, act: str, by: Viewer, **particulars: Any) -> None:
    around = {"house_id": agenda.dossier.house_id, "dossier_id": agenda.dossier_id}
    audit.record(f"agenda.agenda.{act}", agenda, by=by, **around, **particulars)
