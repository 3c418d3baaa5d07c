from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.logins import LoginAddress
from entregent.door.invitations import invite
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.errors import Refused
from entregent.people.models import Role
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.sides import CUSTOMER
from entregent.people.viewer import Viewer
from entregent.spaces.support.models.contract import today
from entregent.spaces.support.rights import REQUEST


class Training(OfDossier):
    """Followed by someone of an establishment; one that qualifies opens an account (manual, « Collaborateurs »)."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="trainings")
    first_name = models.CharField(_("First name"), max_length=80)
    last_name = models.CharField(_("Last name"), max_length=80)
    email = LoginAddress(_("E-mail"))
    course = models.CharField(_("Training"), max_length=120)
    followed_on = models.DateField(_("Followed on"))
    qualifies = models.BooleanField(_("It gives the right to file requests"), default=True)

    class Meta:
        ordering = ["-followed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "email", "course", "followed_on"], name="training_once")
        ]

    def __str__(self) -> str:
        return f"{self.course}, {self.first_name} {self.last_name}"

    def clean(self) -> None:
        if self.followed_on and self.followed_on > today():
            raise ValidationError({"followed_on": _("A training is recorded once it is followed.")})

    def note(self, *, by: Viewer) -> bool:
        """Record it. Returns whether an invitation as an agent left: not for whoever has an account here already."""
        with transaction.atomic():
            self.save(force_insert=True)
            place = {"house_id": self.dossier.house_id, "dossier_id": self.dossier_id}
            audit.record("support.training.recorded", self, by=by, course=self.course, **place)
            return self.qualifies and self._invite(by)

    def _invite(self, by: Viewer) -> bool:
        role = self._role(by)
        if role is None:
            return False
        try:
            with transaction.atomic():
                invite(
                    by=by, email=self.email, first_name=self.first_name, last_name=self.last_name,
                    roles=[role], party=self.dossier.party,
                )  # fmt: skip
        except Refused:
            return False
        return True

    def _role(self, by: Viewer) -> Role | None:
        """That of an agent, or when the house has retired it another one of those who file requests."""
        rows = Role.objects.visible_to(by).filter(house=self.dossier.house_id, space="support", side=CUSTOMER)
        fit = [r for r in rows.filter(retirement=None) if REQUEST in r.rights and MANAGE_PEOPLE not in r.rights]
        return min(fit, key=lambda role: (role.key != "agent", role.pk), default=None)
