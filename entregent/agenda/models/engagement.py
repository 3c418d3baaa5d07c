"""Engagement and Cell: what is booked, and the guard that no two ever hold the same time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entregent import audit
from entregent.agenda.models.agenda import MOST_LANES, Agenda
from entregent.contacts.models import Contact
from entregent.core.clock import now
from entregent.dossiers.sight import OfDossier
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer

APPOINTMENT, VISIT, BLOCK = "appointment", "visit", "block"
KINDS = ((APPOINTMENT, gettext_lazy("appointment")), (VISIT, gettext_lazy("visit")), (BLOCK, gettext_lazy("block")))
COLOURS = (
    ("", gettext_lazy("none")), ("blue", gettext_lazy("blue")), ("green", gettext_lazy("green")),
    ("amber", gettext_lazy("amber")), ("rose", gettext_lazy("rose")),
)  # fmt: skip
LONGEST: Final = timedelta(hours=24)
EDITED: Final = ("kind", "text", "reason", "note", "colour", "is_new", "contact")


class HeldByAnother(Exception):
    """One of the cells is held: what was begun is undone first, then it is told."""


class Taken(Refused):
    """The time was booked by somebody else. engagement: what stands there, if it still does."""

    def __init__(self, agenda: Agenda, engagement: Engagement | None, start: datetime) -> None:
        self.engagement = engagement
        super().__init__(_taken_words(agenda, engagement, start), agenda)


class Engagement(OfDossier):
    """An appointment, a visit or a block of one agenda, between two moments.

    What is cancelled keeps its row and loses its cells. Nothing writes times but the verbs below: the cells are written
    with them, in one transaction.
    """

    dossier_field = "agenda__dossier"

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    agenda = models.ForeignKey(Agenda, models.PROTECT, related_name="engagements")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    lane = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(gettext_lazy("Kind"), max_length=12, choices=KINDS, default=APPOINTMENT)
    text = models.CharField(gettext_lazy("Text on the agenda"), max_length=160, blank=True)
    reason = models.CharField(gettext_lazy("Reason"), max_length=200, blank=True)
    note = models.TextField(gettext_lazy("Private note"), blank=True, max_length=2000)
    colour = models.CharField(gettext_lazy("Colour"), max_length=8, blank=True, choices=COLOURS)
    is_new = models.BooleanField(gettext_lazy("New patient"), default=False)
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="engagements")
    is_cancelled = models.BooleanField(default=False, editable=False)  # its Cancellation says by whom and when
    version = models.PositiveIntegerField(default=0, editable=False)
    made_by_name = models.CharField(max_length=161, blank=True, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    changed_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["starts_at", "lane", "pk"]
        indexes = [
            models.Index(fields=["agenda", "starts_at"]),
            models.Index(fields=["contact", "starts_at"], condition=Q(contact__isnull=False), name="engaged_contact"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="engagement_in_order"),
            models.CheckConstraint(condition=Q(lane__lt=MOST_LANES), name="engagement_lane"),
        ]

    def __str__(self) -> str:
        return self.text or str(dict(KINDS)[self.kind])

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    @property
    def minutes(self) -> int:
        return self.length // timedelta(minutes=1)

    @property
    def is_over(self) -> bool:
        return self.starts_at <= now()

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        books = self.agenda.permits(viewer)["book"]
        return dict.fromkeys(("edit", "move", "cancel", "restore"), books)

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        """What is over is history: it is neither moved nor cancelled; its words may still be corrected."""
        live = not self.is_cancelled
        to_come = not self.is_over
        return {
            "edit": live, "move": live and to_come, "cancel": live and to_come,
            "restore": self.is_cancelled and to_come,
        }  # fmt: skip

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        permitted, fitting = self.permits(viewer), self.fitting(viewer)
        return {act: permitted[act] and fitting[act] for act in permitted}

    @classmethod
    def book(
        cls, agenda: Agenda, starts_at: datetime, length: timedelta, *, by: Viewer, lane: int = 0, **said: Any
    ) -> Engagement:
        """Hold the time, and only then exist. said: kind, text, reason, note, colour, is_new, contact.

        Raises Taken when part of it is held; Refused for what is past, too long, or no multiple of the agenda's cells.
        """
        made = cls(agenda=agenda, starts_at=starts_at, ends_at=starts_at + length, lane=lane, **said)
        made.made_by_name = by.name
        made._demand_bookable(by)
        with made._holding(by):
            made.save(force_insert=True)
            made._hold()
            made._tell("booked", by)
        return made

    def move(
        self, starts_at: datetime, length: timedelta, *, by: Viewer, lane: int = 0, seen: int | None = None
    ) -> None:
        """To another time: the old one is kept when the new one is held by somebody else. Raises as `book`.

        seen: the version that its author knew; Refused when somebody changed it since.
        """
        before = {"starts_at": self.starts_at.isoformat(), "ends_at": self.ends_at.isoformat()}
        with self._changing("move", by, seen):
            self.starts_at, self.ends_at, self.lane = starts_at, starts_at + length, lane
            self._demand_bookable(by)
            self._let_go(by)
            self._hold()
            self._tell(
                "moved", by, changes={name: [was, getattr(self, name).isoformat()] for name, was in before.items()}
            )

    def edit(self, said: dict[str, Any], *, by: Viewer, seen: int | None = None) -> None:
        """Its words. said: of EDITED, those that change."""
        with self._changing("edit", by, seen):
            for name, value in said.items():
                setattr(self, name, value)
            self._tell("edited", by, fields=sorted(said))

    def cancel(self, reason: str = "", *, by: Viewer) -> None:
        """Its time is free at once; the row stays."""
        with self._changing("cancel", by, None):
            self.is_cancelled = True
            self._let_go(by)
            Cancellation(engagement=self, reason=reason, by_name=by.name).save(force_insert=True)
            self._tell("cancelled", by, reason=reason)

    def restore(self, *, by: Viewer) -> None:
        """Back to its time. Raises Taken when somebody holds it since."""
        with self._changing("restore", by, None):
            self.is_cancelled = False
            self._hold()
            Cancellation.objects.visible_to(by).filter(engagement=self).delete()
            self._tell("restored", by)

    # How the guard is kept

    @contextmanager
    def _changing(self, act: str, by: Viewer, seen: int | None) -> Iterator[None]:
        kept = dict(vars(self))
        try:
            with self._holding(by):
                fresh = type(self).objects.visible_to(by).select_for_update(of=("self",)).get(pk=self.pk)
                for field in self._meta.concrete_fields:
                    setattr(self, field.attname, getattr(fresh, field.attname))
                self._demand_current(act, by, seen)
                yield
                self.version, self.changed_at, self.made_by_name = self.version + 1, now(), by.name
                self.save()
        except Refused:
            vars(self).update(kept)
            raise

    def _demand_current(self, act: str, by: Viewer, seen: int | None) -> None:
        if not self.abilities(by)[act]:
            raise Refused(_("It is too late for that, or it was done already."), self)
        if seen is not None and seen != self.version:
            raise Overtaken(copy(self))

    @contextmanager
    def _holding(self, by: Viewer) -> Iterator[None]:
        """The row of the agenda first, then the cells in ascending order: nobody waits in a circle."""
        try:
            with transaction.atomic():
                self.agenda.lock(by)
                yield
        except HeldByAnother:
            raise Taken(self.agenda, self._rival(by), self.starts_at) from None

    def _hold(self) -> None:
        numbers = self.agenda.cells(self.starts_at, self.ends_at)
        rows = (Cell(agenda_id=self.agenda_id, cell=number, lane=self.lane, engagement=self) for number in numbers)
        try:
            Cell.objects.bulk_create(rows)
        except IntegrityError:
            raise HeldByAnother from None

    def _let_go(self, by: Viewer) -> None:
        Cell.objects.visible_to(by).filter(engagement=self).delete()

    def _rival(self, by: Viewer) -> Engagement | None:
        rows = type(self).objects.visible_to(by).filter(agenda=self.agenda_id, lane=self.lane, is_cancelled=False)
        return rows.filter(starts_at__lt=self.ends_at, ends_at__gt=self.starts_at).exclude(pk=self.pk or 0).first()

    def _demand_bookable(self, by: Viewer) -> None:
        if self.starts_at < now():
            raise Refused(_("This slot is past: nothing is booked in it."), self.agenda)
        if not (timedelta() < self.length <= LONGEST):
            raise Refused(_("An engagement lasts between one minute and one day."), self.agenda)
        if not (self.agenda.fits_quantum(self.starts_at) and self.agenda.fits_quantum(self.ends_at)):
            raise Refused(_("Give a multiple of %(quantum)s minutes.") % {"quantum": self.agenda.quantum}, self.agenda)
        if self.lane and not self.agenda.abilities(by)["overbook"]:
            raise Refused(_("This is not yours to do: the slot is booked already."), self.agenda)

    def _tell(self, act: str, by: Viewer, **particulars: Any) -> None:
        around = {"house_id": self.agenda.dossier.house_id, "dossier_id": self.agenda.dossier_id}
        audit.record(f"agenda.engagement.{act}", self, by=by, **around, **particulars)


class Overtaken(Refused):
    """Somebody changed it since it was read. engagement: as it stands now."""

    def __init__(self, engagement: Engagement) -> None:
        self.engagement = engagement
        at = date_format(timezone.localtime(engagement.changed_at), "TIME_FORMAT")
        told = {"name": engagement.made_by_name or _("Someone"), "at": at}
        super().__init__(_("Changed by %(name)s at %(at)s: read what it says now, then save again.") % told, engagement)


class Cell(OfDossier):
    """A few minutes of an agenda, held by one engagement a lane: the database refuses the second."""

    dossier_field = "agenda__dossier"

    agenda = models.ForeignKey(Agenda, models.CASCADE, related_name="+", db_index=False)
    cell = models.BigIntegerField()  # minutes since the epoch, divided by the agenda's quantum
    lane = models.PositiveSmallIntegerField(default=0)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="cells")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agenda", "cell", "lane"], name="cell_held_once")]

    def __str__(self) -> str:
        return f"{self.agenda_id} {self.cell}"


class Cancellation(OfDossier):
    """Who cancelled an engagement, when and why."""

    dossier_field = "engagement__agenda__dossier"

    engagement = models.OneToOneField(Engagement, models.CASCADE, related_name="cancellation")
    reason = models.CharField(gettext_lazy("Reason"), max_length=200, blank=True)
    by_name = models.CharField(max_length=161, blank=True)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.by_name


def _taken_words(agenda: Agenda, found: Engagement | None, start: datetime) -> str:
    if found is None:
        return _("This slot has just been taken.")
    if found.starts_at > start:
        until = date_format(found.starts_at.astimezone(agenda.clock), "TIME_FORMAT")
        return _("Free until %(hour)s only: nothing is saved.") % {"hour": until}
    return _("This slot has just been taken by %(name)s.") % {"name": found.made_by_name or _("Someone")}
