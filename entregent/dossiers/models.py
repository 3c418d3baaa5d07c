"""Dossier, Seat, Assignment: who sits at which file of work, and who looks after the seat."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models, transaction
from django.db.models import Q, QuerySet

from entregent import audit
from entregent.core.clock import now
from entregent.core.incrementing import increment
from entregent.core.onlooker import Onlooker
from entregent.core.scoping import Scoped
from entregent.dossiers.sight import OfDossier
from entregent.people.models import House, Membership, Party
from entregent.people.models.membership import WITH_PARTY
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

    def welcome(self, party: Party, side: str, *, by: Viewer) -> Seat:
        """Seat another party at it: an adviser beside the customer. Raises ValueError for one of another house."""
        if party.house_id != self.house_id:
            raise ValueError(f"{party} is of another house.")
        with transaction.atomic():
            seat = Seat(dossier=self, side=side, party=party)
            seat.save(force_insert=True)
            around = {"house_id": self.house_id, "dossier_id": self.pk}
            audit.record("dossiers.seat.taken", seat, by=by, **around, party=party.pk, side=side)
        return seat

    @classmethod
    def sight(cls, viewer: Onlooker) -> Q:
        return Q(pk__in=cls.seen_by(viewer)) if viewer.house_id and viewer.spaces else NOTHING

    @classmethod
    def seen_by(cls, viewer: Onlooker) -> QuerySet[Any]:
        """Keys of the dossiers that the viewer sees. The rule of sight of all that hangs on a dossier, said here alone:

        one works in its space, sits at it on one's own side, and there oversees the seat or is assigned to it.
        """
        # Made once for each viewer, who is frozen: a page asks for it seven times, and a query is dear to put together.
        known = vars(viewer)
        if "_dossiers_seen" not in known:
            known["_dossiers_seen"] = cls._seen_by(viewer)
        rows: QuerySet[Any] = known["_dossiers_seen"].all()
        return rows

    @classmethod
    def _seen_by(cls, viewer: Onlooker) -> QuerySet[Any]:
        overseen = Seat.of(viewer).filter(dossier__space__in=viewer.overseen).values("dossier")
        rest = [key for key in viewer.spaces if key not in viewer.overseen]
        if not rest:
            return overseen
        assigned = cls._assigned(viewer, rest)
        if not viewer.overseen:
            return assigned
        rows = cls.objects.unscoped("rule of sight")
        return rows.filter(Q(pk__in=overseen) | Q(pk__in=assigned)).values("pk")

    @staticmethod
    def _assigned(viewer: Onlooker, spaces: Collection[str]) -> QuerySet[Any]:
        mine = Assignment.objects.unscoped("rule of sight").filter(membership=viewer.membership_id or 0)
        mine = mine.filter(seat__in=Seat.of(viewer).values("pk"), seat__dossier__space__in=spaces)
        return mine.values("seat__dossier")


def parties_met(viewer: Onlooker, field: str) -> Q:
    """Rows that name, in this field, the party of a dossier that the viewer sees, or one who sits there beside it."""
    dossiers = Dossier.seen_by(viewer)
    looked_after = Dossier.objects.unscoped("rule of sight").filter(pk__in=dossiers).values("party")
    beside = Seat.objects.unscoped("rule of sight").filter(dossier__in=dossiers, party__isnull=False).values("party")
    return Q(**{f"{field}__in": looked_after}) | Q(**{f"{field}__in": beside})


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

    def assign(self, member: Membership, *, by: audit.Actor) -> Assignment:
        """One of those who hold the seat looks after it. Raises ValueError for somebody else."""
        self._demand_place(member)
        with transaction.atomic():
            made, is_new = Assignment.objects.unscoped("assigning").get_or_create(
                seat=self, membership=member, defaults={"by_id": by.membership_id}
            )
            if is_new:
                self._tell_assigned(member, by)
        return made  # type: ignore[no-any-return]

    def assign_anew(self, member: Membership, *, by: audit.Actor) -> None:
        """The same, for the caller who holds the seat's row and knows that it is not theirs yet: nothing is asked."""
        self._demand_place(member)
        Assignment(seat=self, membership=member, by_id=by.membership_id).save(force_insert=True)
        self._tell_assigned(member, by)

    def _demand_place(self, member: Membership) -> None:
        if (self.side, self.party_id) != (member.side, member.party_id) or self.dossier.house_id != member.house_id:
            raise ValueError(f"{member} does not sit here.")

    def _tell_assigned(self, member: Membership, by: audit.Actor) -> None:
        around = {"house_id": self.dossier.house_id, "dossier_id": self.dossier_id}
        audit.record("dossiers.seat.assigned", self, by=by, member=member.pk, **around)

    @classmethod
    def of(cls, viewer: Onlooker) -> QuerySet[Any]:
        """The seats of the viewer's house, or of the party to which they belong; a missing key holds none."""
        place = {"party": viewer.party_id} if viewer.side in WITH_PARTY else {"house": viewer.house_id}
        rows = cls.objects.unscoped("rule of sight").filter(side=viewer.side, **place)
        return rows if all(place.values()) else rows.none()


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

    def end(self, *, by: audit.Actor) -> None:
        """They no longer look after the seat."""
        dossier, member = self.seat.dossier, self.membership_id
        with transaction.atomic():
            self.delete()
            around = {"house_id": dossier.house_id, "dossier_id": dossier.pk}
            audit.record("dossiers.seat.released", self.seat, by=by, member=member, **around)


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
        mine = rows.filter(house=house_id, name=name)
        number = increment(mine, "last")
        if number is None:
            rows.get_or_create(house_id=house_id, name=name)
            number = increment(mine, "last")
        assert number is not None
        return number
