from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.errors import Refused
from entregent.people.guard import demand
from entregent.people.models import House, Membership
from entregent.people.sides import ADVISER
from entregent.people.sight import OfHouse
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.rights import ANSWER, HANDLE

SEATED, WAITING, CANCELLED = "seated", "waiting", "cancelled"
PLACES = [(SEATED, _("Registered")), (WAITING, _("On the waiting list")), (CANCELLED, _("Cancelled"))]


class Training(OfHouse):
    """« Formation »: one session that the body offers to cabinets and their clients."""

    known_to_customers = True

    house = models.ForeignKey(House, models.PROTECT, related_name="+")
    title = models.CharField(_("Title"), max_length=160)
    summary = models.TextField(_("Summary"), max_length=4000, blank=True)
    starts_at = models.DateTimeField(_("Begins"))
    ends_at = models.DateTimeField(_("Ends"))
    place = models.CharField(_("Place or link"), max_length=300)
    seats = models.PositiveSmallIntegerField(_("Seats"), default=20)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="training_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("extranet:training", args=[self.pk])

    @classmethod
    def publish(cls, training: Training, *, by: Viewer) -> Training:
        """Cabinets see it from now on."""
        with transaction.atomic():
            training.house_id = by.house_id or 0
            training.save(force_insert=True)
            audit.record("extranet.training.published", training, by=by, house_id=training.house_id)
        return training

    @property
    def is_over(self) -> bool:
        return self.starts_at <= now()

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        staff = viewer.is_provider and viewer.can(HANDLE)
        return {"register": viewer.side == ADVISER and viewer.can(ANSWER), "note_attendance": staff}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return {"register": not self.is_over, "note_attendance": self.is_over}

    def register(self, dossier: Dossier, name: str, *, by: Viewer) -> Registration:
        """A seat while there is one, else a place on the waiting list. Raises Refused for somebody who is in already.

        The row of the training is held: of two who want the last seat, one waits.
        """
        with transaction.atomic():
            Training.objects.visible_to(by).select_for_update(of=("self",)).get(pk=self.pk)
            demand(self, "register", by)
            if self._rows().filter(dossier=dossier, name=name).exists():
                raise Refused(_("This person is registered already."))
            place = SEATED if self.seated_count() < self.seats else WAITING
            made = Registration(training=self, dossier=dossier, name=name, place=place, author_id=by.acting)
            made.save(force_insert=True)
            made.tell("made", by=by, place=place)
        return made

    def seated_count(self) -> int:
        return int(self._rows().filter(place=SEATED).count())

    def _rows(self) -> Any:
        rows = Registration.objects.unscoped("how many seats of a training are taken, whoever took them")
        return rows.filter(training=self.pk).exclude(place=CANCELLED)


class Registration(OfDossier):
    """Somebody of a cabinet, or one of its clients, at a training."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    training = models.ForeignKey(Training, models.PROTECT, related_name="registrations")
    name = models.CharField(_("Participant"), max_length=120)
    place = models.CharField(max_length=10, choices=PLACES, default=SEATED)
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    attended = models.BooleanField(null=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.name

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        own = viewer.side == ADVISER and viewer.can(ANSWER)
        return {"cancel": own, "note": viewer.is_provider and viewer.can(HANDLE)}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        here = self.place != CANCELLED
        return {"cancel": here and not self.training.is_over, "note": self.place == SEATED and self.training.is_over}

    def cancel(self, *, by: Viewer) -> None:
        """The seat goes to whoever has waited longest, who is told."""
        with transaction.atomic():
            Training.objects.visible_to(by).select_for_update(of=("self",)).get(pk=self.training_id)
            self.refresh_from_db(fields=["place"], from_queryset=Registration.objects.visible_to(by))
            demand(self, "cancel", by)
            freed, self.place = self.place == SEATED, CANCELLED
            self.save(update_fields=["place"])
            self.tell("cancelled", by=by)
            waits = Registration.objects.unscoped("who waits longest for a seat").filter(
                training=self.training_id, place=WAITING
            )
            for first in waits.order_by("at", "pk")[: int(freed)]:
                first.place = SEATED
                first.save(update_fields=["place"])
                first.tell("seated", by=audit.SYSTEM)

    def note(self, *, attended: bool, by: Viewer) -> None:
        with transaction.atomic():
            demand(self, "note", by)
            self.attended = attended
            self.save(update_fields=["attended"])
            self.tell("noted", by=by, attended=attended)

    def get_absolute_url(self) -> str:
        return self.training.get_absolute_url()

    def tell(self, act: str, *, by: audit.Actor, **more: Any) -> None:
        around = {"house_id": self.training.house_id, "dossier_id": self.dossier_id}
        audit.record(f"extranet.registration.{act}", self, by=by, **around, **more)
