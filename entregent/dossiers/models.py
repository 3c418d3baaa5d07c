"""Dossier, Seat, Assignment: who sits at which file of work, and who looks after the seat."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import F, Q, QuerySet

from entregent import audit
from entregent.core.clock import now
from entregent.core.looking import Looking
from entregent.core.scoping import Scoped
from entregent.dossiers.sight import OfDossier
from entregent.people.models import House, Membership, Party
from entregent.people.sides import CUSTOMER, PROVIDER, SIDES
from entregent.people.sight import NOTHING
from entregent.people.viewer import Viewer


class Dossier(Scoped):
    """A file of work of one house about one customer, in one space."""

    house = models.ForeignKey(House, models.PROTECT, related_name="dossiers")
    party = models.ForeignKey(Party, models.PROTECT, related_name="dossiers")
    space = models.CharField(max_length=20)
    opened_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "party"], name="one_dossier_a_space")]

    def __str__(self) -> str:
        return str(self.party)

    @classmethod
    def open(cls, party: Party, space: str, *, by: Viewer) -> Dossier:
        """Open the file of a customer in a space: its house sits as provider, the customer as such."""
        with transaction.atomic():
            dossier = cls(house_id=party.house_id, party=party, space=space)
            dossier.save(force_insert=True)
            Seat(dossier=dossier, side=PROVIDER, house_id=party.house_id).save(force_insert=True)
            Seat(dossier=dossier, side=CUSTOMER, party=party).save(force_insert=True)
            audit.record("dossiers.dossier.opened", dossier, by=by, house_id=dossier.house_id, dossier_id=dossier.pk)
        return dossier

    @classmethod
    def sight(cls, viewer: Looking) -> Q:
        return Q(pk__in=cls.seen_by(viewer)) if viewer.house_id else NOTHING

    @staticmethod
    def seen_by(viewer: Looking) -> QuerySet[Any]:
        """Keys of the dossiers where the viewer sits: all of the seat's, or those assigned to them."""
        if viewer.oversees:
            return Seat.held_by(viewer).values("dossier")
        mine = Assignment.objects.unscoped("rule of sight").filter(membership=viewer.membership_id)
        return mine.filter(Seat.of(viewer, "seat__")).values("seat__dossier")


class Seat(OfDossier):
    """A place at a dossier, held by a house or by a customer."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="seats")
    side = models.CharField(max_length=10, choices=SIDES)
    house = models.ForeignKey(House, models.CASCADE, null=True, related_name="seats")
    party = models.ForeignKey(Party, models.CASCADE, null=True, related_name="seats")

    class Meta:
        indexes = [models.Index(fields=["house", "dossier"]), models.Index(fields=["party", "dossier"])]
        constraints = [
            models.CheckConstraint(condition=Q(house=None) ^ Q(party=None), name="seat_of_house_or_party"),
            models.UniqueConstraint(fields=["dossier", "side", "house"], name="seat_of_house_once"),
            models.UniqueConstraint(fields=["dossier", "side", "party"], name="seat_of_party_once"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.dossier_id}"

    @staticmethod
    def of(viewer: Looking, path: str = "") -> Q:
        """The seats of the viewer's house, or of the customer they belong to."""
        if viewer.side == CUSTOMER:
            return Q(**{f"{path}party": viewer.party_id})
        return Q(**{f"{path}house": viewer.house_id})

    @classmethod
    def held_by(cls, viewer: Looking) -> QuerySet[Any]:
        return cls.objects.unscoped("rule of sight").filter(cls.of(viewer))


class Assignment(OfDossier):
    """A member who looks after a seat."""

    dossier_field = "seat__dossier"

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="assignments")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="assignments")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "membership"], name="assigned_once")]

    def __str__(self) -> str:
        return f"{self.membership_id} → {self.seat_id}"


class Sequence(Scoped):
    """Numbers given in order inside a house: no gap is promised, no number is given twice."""

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["house", "name"], name="sequence_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.last}"

    @classmethod
    def following(cls, house_id: int, name: str) -> int:
        """The next number; the row stays locked until the caller's transaction ends."""
        rows = cls.objects.unscoped("numbering")
        rows.get_or_create(house_id=house_id, name=name)
        mine = rows.filter(house=house_id, name=name)
        mine.update(last=F("last") + 1)
        return int(mine.values_list("last", flat=True).get())
