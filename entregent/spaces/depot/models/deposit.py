from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.dossiers.models import Dossier, Sequence
from entregent.dossiers.sight import OfDossier
from entregent.files import attaching
from entregent.people.errors import Refused
from entregent.people.models import House, Membership
from entregent.people.viewer import Viewer
from entregent.spaces.depot.models.destination import Destination

PURPOSE = "depot"


class Deposit(OfDossier):
    """What a client handed in at once, for one destination: its number is that of the receipt."""

    house_field = "house"

    house = models.ForeignKey(House, models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="deposits")
    destination = models.ForeignKey(Destination, models.PROTECT, related_name="deposits")
    number = models.PositiveIntegerField()
    depositor = models.ForeignKey(Membership, models.PROTECT, related_name="deposits")
    at = models.DateTimeField(default=now)
    told_at = models.DateTimeField(null=True)  # once every file was examined: those whom it concerns were told

    class Meta:
        constraints = [models.UniqueConstraint(fields=["house", "number"], name="deposit_number_once")]
        indexes = [models.Index(fields=["dossier", "-at"], name="deposit_of_dossier")]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("depot:deposit", args=[self.number])

    @classmethod
    def hand_in(
        cls, dossier: Dossier, destination: Destination, files: Collection[UUID], alerted: Collection[Membership] = (),
        *, by: Viewer,
    ) -> Deposit:  # fmt: skip
        """Hand received files of one's own to this destination; whoever handles it and those alerted are told, once.

        Raises Refused for a destination that was closed meanwhile, Missing for a file that is gone.
        """
        from entregent.spaces.depot.models.paper import Paper  # noqa: PLC0415 (it points back here)

        with transaction.atomic():
            open_ones = Destination.objects.visible_to(by).filter(pk=destination.pk, closed_at=None)
            if not open_ones.exists():
                raise Refused(_("This destination has just been closed: choose another one."))
            deposit = cls(
                house_id=dossier.house_id, dossier=dossier, destination=destination, depositor_id=by.acting,
                number=Sequence.following(dossier.house_id, "deposit"),
            )  # fmt: skip
            deposit.save(force_insert=True)
            for member in alerted:
                Alert(deposit=deposit, member=member).save(force_insert=True)
            for file in attaching.waiting(by, list(files)):
                Paper.hand_in(deposit, file, by=by)
            deposit.tell("handed", by=by, count=len(files))
            deposit.announce()
        return deposit

    def announce(self) -> None:
        """Tell those whom it concerns, once, as soon as no file of it waits to be examined.

        What was found infected is told of apart; a deposit of nothing else is told to nobody of the firm.
        """
        from entregent.spaces.depot.models.paper import every_paper  # noqa: PLC0415 (it points back here)

        rows = list(every_paper().filter(deposit=self).values_list("verdict", flat=True))
        if self.told_at or any(verdict == "pending" for verdict in rows):
            return
        self.told_at = now()
        self.save(update_fields=["told_at"])
        count = sum(verdict != "infected" for verdict in rows)
        if count:
            self.tell("announced", by=audit.SYSTEM, count=count)
        self.tell("acknowledged", by=audit.SYSTEM, count=count)

    def tell(self, act: str, *, by: audit.Actor, **more: Any) -> None:
        around = {"house_id": self.house_id, "dossier_id": self.dossier_id}
        audit.record(f"depot.deposit.{act}", self, by=by, **around, **more)


class Alert(OfDossier):
    """Somebody of the firm whom the client ticked besides whoever handles the deposit."""

    dossier_field = "deposit__dossier"

    deposit = models.ForeignKey(Deposit, models.CASCADE, related_name="alerts")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deposit", "member"], name="alerted_once")]

    def __str__(self) -> str:
        return f"{self.deposit_id} → {self.member_id}"


def seal_of(lines: Collection[tuple[str, int, str]]) -> str:
    """The SHA-256 of a receipt: of its names, sizes and digests, a line each, in their order."""
    text = "".join(f"{name}\t{size}\t{digest}\n" for name, size, digest in lines)
    return hashlib.sha256(text.encode()).hexdigest()
