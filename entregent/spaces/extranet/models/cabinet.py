from __future__ import annotations

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.dossiers.models import Dossier
from entregent.people.errors import Refused
from entregent.people.guard import demand
from entregent.people.models import House, Party
from entregent.people.sides import ADVISER
from entregent.people.sight import OfHouse
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.rights import SUPERVISE


class Cabinet(OfHouse):
    """« Cabinet »: an accounting firm that advises members, known by its number CNS."""

    party_field = "party"

    house = models.ForeignKey(House, models.PROTECT, related_name="+")
    party = models.OneToOneField(Party, models.PROTECT, related_name="cabinet")
    number = models.PositiveIntegerField(_("Number CNS"))
    profession = models.CharField(_("Profession"), max_length=120, blank=True)
    legal_form = models.CharField(_("Legal form"), max_length=120, blank=True)
    supervises = models.BooleanField(_("Supervise the answers of my collaborators before they are sent"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["house", "number"], name="cabinet_number_once")]

    def __str__(self) -> str:
        return f"{self.party} (CNS {self.number})"

    @classmethod
    def welcome(cls, party: Party, number: int, *, by: Viewer, **more: str) -> Cabinet:
        """A firm that the body knows from now on, with a file about itself where it sits beside the body."""
        with transaction.atomic():
            cabinet = cls(house_id=party.house_id, party=party, number=number, **more)
            cabinet.save(force_insert=True)
            Dossier.open(party, "extranet", by=by).welcome(party, ADVISER, by=by)
            audit.record("extranet.cabinet.welcomed", cabinet, by=by, house_id=party.house_id)
        return cabinet

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        return {"supervise": viewer.can(SUPERVISE) and viewer.party_id == self.party_id}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return {"supervise": True}

    def switch_supervision(self, *, on: bool, by: Viewer) -> None:
        """Whether answers of collaborators wait for the supervisor. Raises Refused while some wait."""
        from entregent.spaces.extranet.models.answer import Answer  # noqa: PLC0415 (it stands above)

        with transaction.atomic():
            demand(self, "supervise", by)
            if not on and Answer.objects.visible_to(by).filter(decision="", released_at=None).exists():
                raise Refused(_("Answers wait for your approval: decide on them first, then turn the option off."))
            Cabinet.objects.visible_to(by).filter(pk=self.pk).update(supervises=on)
            self.supervises = on
            audit.record("extranet.cabinet.switched", self, by=by, house_id=self.house_id, is_on=on)
