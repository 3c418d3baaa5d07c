from __future__ import annotations

from collections.abc import Collection

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.dossiers.models import Assignment, Dossier, Seat
from entregent.dossiers.sight import OfDossier
from entregent.people.models import House, Membership, Party
from entregent.people.sides import ADVISER
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.models.cabinet import Cabinet


class Member(OfDossier):
    """« Adhérent »: a business that belongs to the body; the client of the cabinet that advises it."""

    house_field = "house"

    house = models.ForeignKey(House, models.PROTECT, related_name="+")
    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="member")
    cabinet = models.ForeignKey(Cabinet, models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField(_("Member no."))
    professions = models.CharField(_("Professions"), max_length=300, blank=True)
    legal_form = models.CharField(_("Legal form"), max_length=120, blank=True)
    reference = models.CharField(_("File number"), max_length=40, blank=True)
    started_on = models.DateField(_("Activity begun on"), null=True)
    joined_on = models.DateField(_("Member since"), null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["house", "number"], name="extranet_member_number_once")]

    def __str__(self) -> str:
        return str(self.dossier.party)

    def get_absolute_url(self) -> str:
        return reverse("extranet:client", args=[self.number])

    @classmethod
    def welcome(cls, party: Party, number: int, cabinet: Cabinet | None, *, by: Viewer, **more: object) -> Member:
        """A member from now on, with a file where its cabinet sits as adviser."""
        with transaction.atomic():
            dossier = Dossier.open(party, "extranet", by=by)
            if cabinet:
                dossier.welcome(cabinet.party, ADVISER, by=by)
            member = cls(house_id=party.house_id, dossier=dossier, cabinet=cabinet, number=number, **more)
            member.save(force_insert=True)
            around = {"house_id": party.house_id, "dossier_id": dossier.pk}
            audit.record("extranet.member.welcomed", member, by=by, **around)
        return member

    def assign(self, collaborator: Membership | None, *, by: Viewer) -> None:
        """The file of this client is with this collaborator alone from now on; None: with nobody."""
        give_files([self.dossier_id], collaborator, by=by)


def give_files(dossiers: Collection[int], collaborator: Membership | None, *, by: Viewer) -> None:
    """These files are with this collaborator of the adviser alone from now on; None: with nobody.

    Of two supervisors at once, the second finds what the first did. Raises ValueError for somebody of another cabinet.
    """
    with transaction.atomic():
        rows = Seat.objects.visible_to(by).filter(dossier__in=dossiers, side=ADVISER)
        seats = list(rows.select_related("dossier").order_by("pk").select_for_update(of=("self",)))
        held = Assignment.objects.visible_to(by).filter(seat__in=[seat.pk for seat in seats])
        theirs = set(held.filter(membership=collaborator).values_list("seat", flat=True)) if collaborator else set()
        for one in held.exclude(seat__in=theirs, membership=collaborator).select_related("seat__dossier"):
            one.end(by=by)
        for seat in seats:
            if collaborator and seat.pk not in theirs:
                seat.assign_anew(collaborator, by=by)
