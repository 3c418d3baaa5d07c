"""What clients and partners share: a file of work, whose name it bears, and who follows it."""

from __future__ import annotations

from typing import Any, Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.folding import fold
from entregent.core.searching import Findable
from entregent.dossiers.models import Assignment, Dossier, Seat
from entregent.dossiers.sight import OfDossier
from entregent.people.guard import demand
from entregent.people.models import House, Membership, Party
from entregent.people.sides import PROVIDER
from entregent.people.viewer import Viewer
from entregent.spaces.crm.rights import FOLLOW, MANAGE

LONGEST_KEY = 240


class Followed(Findable, OfDossier):
    """follower: who looks after it, and is assigned to its dossier; nobody for a while."""

    house_field = "house"

    house = models.ForeignKey(House, models.PROTECT, related_name="+", editable=False)
    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="%(class)s", editable=False)
    follower = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("Followed by"),
    )  # fmt: skip

    name_key = models.CharField(max_length=LONGEST_KEY, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        raise NotImplementedError

    def party_fields(self) -> dict[str, str]:
        """What its party keeps of it: the name, by which every room knows it, and how to reach it."""
        raise NotImplementedError

    def words(self) -> list[str]:
        """What it is found by."""
        raise NotImplementedError

    @classmethod
    def welcome(cls, record: Self, *, by: Viewer) -> Self:
        """New: its party, its file of work, and whoever made it follows it."""
        with transaction.atomic():
            party = Party(house_id=by.house_id or 0, kind=Party.PERSON, **record.party_fields())
            party.save(force_insert=True)
            audit.record("people.party.created", party, by=by, house_id=party.house_id)
            record.house_id, record.dossier = by.house_id or 0, Dossier.open(party, "crm", by=by)
            demand(record, "edit", by)
            record.save(force_insert=True)
            record.tell("welcomed", by=by)
            record.hand_to(Membership.objects.visible_to(by).get(pk=by.membership_id), by=by)
        return record

    def save(self, *args: Any, **more: Any) -> None:
        """With its words, and the name of its party."""
        self.keep_words(*self.words())
        self.name_key = fold(*self.words()[:2])[:LONGEST_KEY]
        super().save(*args, **more)
        rows = Party.objects.unscoped("the party of a record that is being saved, whose name it bears")
        party = rows.get(pk=self.dossier.party_id)
        for name, value in self.party_fields().items():
            setattr(party, name, value)
        party.save()

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        return {"edit": viewer.is_provider and viewer.can(FOLLOW), "hand": viewer.is_provider and viewer.can(MANAGE)}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return {"edit": True, "hand": True}

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        return self.permits(viewer)

    def hand_to(self, member: Membership | None, *, by: Viewer) -> None:
        """Who follows it from now on, alone. Assignments give sight to whoever oversees nothing."""
        with transaction.atomic():
            seat = Seat.objects.visible_to(by).select_related("dossier").get(dossier=self.dossier_id, side=PROVIDER)
            held = Assignment.objects.visible_to(by).filter(seat=seat).select_related("seat__dossier")
            for one in held.exclude(membership=member):
                one.end(by=by)
            if member:
                seat.assign(member, by=by)
            self.follower = member
            super().save(update_fields=["follower"])
            self.tell("handed", by=by, member=member.pk if member else None)

    def tell(self, act: str, *, by: audit.Actor, **more: Any) -> None:
        around = {"house_id": self.house_id, "dossier_id": self.dossier_id}
        audit.record(f"{self._meta.label_lower}.{act}", self, by=by, **around, **more)
