from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from entregent import audit
from entregent.core.clock import now
from entregent.dossiers.models import Assignment, Dossier, Seat
from entregent.dossiers.sight import OfDossier
from entregent.people.models import House, Membership
from entregent.people.sides import PROVIDER
from entregent.people.sight import OfHouse
from entregent.spaces.depot.models.destination import Destination


class Handler(OfDossier):
    """Whom a client's documents for one destination reach: always told, by mail, of what is handed in."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="handlers")
    destination = models.ForeignKey(Destination, models.CASCADE, related_name="handlers")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="handled_dossiers")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "destination", "member"], name="handler_once")]

    def __str__(self) -> str:
        return f"{self.member} · {self.destination}"

    @classmethod
    def entrust(cls, dossier: Dossier, destination: Destination, member: Membership, *, by: audit.Actor) -> Handler:
        """They look after the client from now on, and its documents for this destination reach them."""
        with transaction.atomic():
            seat = Seat.objects.unscoped("whoever handles a dossier sits at it").get(dossier=dossier, side=PROVIDER)
            seat.assign(member, by=by)
            made, is_new = cls.objects.unscoped("entrusting").get_or_create(
                dossier=dossier, destination=destination, member=member
            )
            if is_new:
                made.tell("entrusted", by)
        return made  # type: ignore[no-any-return]

    def release(self, *, by: audit.Actor) -> None:
        """Its documents reach them no more; the dossier stays assigned until somebody says otherwise."""
        with transaction.atomic():
            self.tell("released", by)
            self.delete()

    def tell(self, act: str, by: audit.Actor) -> None:
        around = {"house_id": self.dossier.house_id, "dossier_id": self.dossier_id}
        what = {"member": self.member_id, "destination": self.destination_id}
        audit.record(f"depot.handler.{act}", self, by=by, **around, **what)


class Absence(OfHouse):
    """Somebody of the firm is away: whoever stands in for them is told in their place, and sees their clients."""

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    deputy = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    first = models.DateField()
    last = models.DateField()
    lent = models.JSONField(default=list, editable=False)  # seats that the deputy was assigned to for its time
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="absence_has_days")]

    def __str__(self) -> str:
        return f"{self.member} → {self.deputy}"

    def begin(self, *, by: audit.Actor) -> None:
        """From today on the deputy sees the clients of whoever is away."""
        with transaction.atomic():
            self.save()
            assigned = Assignment.objects.unscoped("the clients of whoever is away")
            own = assigned.filter(membership=self.deputy_id).values("seat")
            lacking = assigned.filter(membership=self.member_id, seat__dossier__space="depot").exclude(seat__in=own)
            for one in lacking.select_related("seat__dossier"):
                one.seat.assign(self.deputy, by=by)
                self.lent.append(one.seat_id)
            self.save(update_fields=["lent"])
            self._tell("begun", by)

    def end(self, *, by: audit.Actor) -> None:
        """What was lent is taken back."""
        with transaction.atomic():
            for one in self._lent_assignments():
                one.end(by=by)
            self.ended_at = now()
            self.save(update_fields=["ended_at"])
            self._tell("ended", by)

    def _lent_assignments(self) -> Any:
        rows = Assignment.objects.unscoped("what a deputy was lent")
        return rows.filter(seat__in=self.lent, membership=self.deputy_id).select_related("seat__dossier")

    def _tell(self, act: str, by: audit.Actor) -> None:
        what = {"member": self.member_id, "deputy": self.deputy_id}
        audit.record(f"depot.absence.{act}", self, by=by, house_id=self.house_id, **what)

    @classmethod
    def deputies(cls, members: list[int], day: date) -> dict[int, int]:
        """Of these members those who are away on this day, with who stands in for them."""
        rows = cls.objects.unscoped("telling whoever stands in").filter(
            member__in=members, first__lte=day, last__gte=day, ended_at=None
        )
        return dict(rows.values_list("member", "deputy"))
