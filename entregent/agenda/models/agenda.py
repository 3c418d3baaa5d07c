"""Agenda: a line of time where nothing is booked twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.agenda.rights import BOOK, OVERBOOK, SET_HOURS
from entregent.core.clock import now
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.viewer import Viewer

QUANTA = ((1, _("1 minute")), (5, _("5 minutes")))
MOST_LANES = 2
SLOT_LENGTH = [MinValueValidator(1), MaxValueValidator(480)]


class Agenda(OfDossier):
    """Of one dossier: its working windows, its exceptions, its engagements. `version` counts every change.

    quantum: the minutes of one cell, which divide every length of slot; it never changes: cells are counted in it.
    lanes: how many engagements may stand side by side on purpose.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="agendas")
    name = models.CharField(_("Name"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    zone = models.CharField(max_length=40, default="Europe/Paris")
    quantum = models.PositiveSmallIntegerField(default=5, choices=QUANTA, editable=False)
    slot_minutes = models.PositiveSmallIntegerField(
        _("Length of a slot, in minutes"), default=15, validators=SLOT_LENGTH
    )
    lanes = models.PositiveSmallIntegerField(default=MOST_LANES)
    keeps_holidays = models.BooleanField(_("Closed on public holidays"), default=True)
    is_booked_by_provider = models.BooleanField(_("The secretariat books here"), default=True)
    version = models.PositiveBigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(slot_minutes__gte=1, slot_minutes__lte=480), name="agenda_slot_length"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        demand_length(self.slot_minutes, self.quantum, "slot_minutes")

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def slot(self) -> timedelta:
        return timedelta(minutes=self.slot_minutes)

    def today(self) -> date:
        return now().astimezone(self.clock).date()

    def edit_fields(self, viewer: Viewer) -> frozenset[str]:
        return frozenset(("name", "slot_minutes", "keeps_holidays") if viewer.can(SET_HOURS) else ())

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        books = viewer.can(BOOK) and (viewer.is_customer or self.is_booked_by_provider)
        return {"book": books, "overbook": books and viewer.can(OVERBOOK), "set_hours": viewer.can(SET_HOURS)}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return {"book": True, "overbook": self.lanes > 1, "set_hours": True}

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        permitted, fitting = self.permits(viewer), self.fitting(viewer)
        return {act: permitted[act] and fitting[act] for act in permitted}

    def open(self, *, by: Viewer) -> None:
        """After the others of its dossier."""
        with transaction.atomic():
            self.position = type(self).objects.visible_to(by).filter(dossier=self.dossier_id).count()
            self.save(force_insert=True)
            around = {"house_id": self.dossier.house_id, "dossier_id": self.dossier_id}
            audit.record("agenda.agenda.opened", self, by=by, **around)

    def cells(self, start: datetime, end: datetime) -> range:
        """Numbers of the cells between two moments, counted from the epoch: the same whatever clocks do."""
        return range(_minutes(start) // self.quantum, -(-_minutes(end) // self.quantum))

    def fits_quantum(self, moment: datetime) -> bool:
        return moment.second == moment.microsecond == 0 and _minutes(moment) % self.quantum == 0

    def lock(self, by: Viewer) -> None:
        """Hold the row until the transaction ends, and count one change more: who books, moves and frees do it first,
        so that two of them never wait for one another.
        """
        rows = type(self).objects.visible_to(by)
        rows.select_for_update(of=("self",)).get(pk=self.pk)
        rows.filter(pk=self.pk).update(version=F("version") + 1)


def demand_length(minutes: int | None, quantum: int, field: str) -> None:
    """Raises ValidationError for a length of slot that the cells do not divide."""
    if minutes and minutes % quantum:
        words = _("Give a multiple of %(quantum)s minutes: this agenda is counted in them.")
        raise ValidationError({field: words % {"quantum": quantum}})


def _minutes(moment: datetime) -> int:
    return int(moment.timestamp()) // 60
