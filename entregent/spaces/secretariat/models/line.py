"""Line: what an operator must know of a subscriber when the telephone rings. KeepingRule: how long archives last."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.contacts.telephones import telephone_key
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.models import House, Party
from entregent.people.sight import OfHouse
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat.rights import READ, SUPERVISE

COLOURS = (("blue", _("blue")), ("green", _("green")), ("amber", _("amber")), ("rose", _("rose")))
TOLD = ("greeting", "pronunciation", "told_to_callers", "called", "colour")


class Line(OfDossier):
    """One of each subscriber, opened with their dossier."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="line")
    trade = models.CharField(_("Trade"), max_length=80, blank=True)
    called = models.CharField(_("Number that callers dial"), max_length=30, blank=True)
    called_key = models.CharField(max_length=30, blank=True, editable=False, db_index=True)
    greeting = models.CharField(_("Greeting"), max_length=200, blank=True)
    pronunciation = models.CharField(_("How the name is said"), max_length=120, blank=True)
    told_to_callers = models.TextField(_("What may be told to callers"), blank=True, max_length=2000)
    colour = models.CharField(_("Colour"), max_length=8, choices=COLOURS, default="blue")
    has_health_data = models.BooleanField(_("Health data"), default=False)

    def __str__(self) -> str:
        return str(self.dossier)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.called_key = telephone_key(self.called)
        super().save(*args, **kwargs)

    @classmethod
    def open(cls, party: Party, *, by: Viewer, **said: Any) -> Line:
        """The file of a subscriber, with their line. said: its fields."""
        with transaction.atomic():
            line = cls(dossier=Dossier.open(party, "secretariat", by=by), **said)
            line.begin(by=by)
        return line

    def begin(self, *, by: Viewer) -> None:
        """The line of a dossier that was just opened."""
        with transaction.atomic():
            self.save(force_insert=True)
            around = {"house_id": self.dossier.house_id, "dossier_id": self.dossier_id}
            audit.record("secretariat.line.opened", self, by=by, **around)

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        own = viewer.is_customer and viewer.can(READ)
        return {"edit": own or viewer.can(SUPERVISE), "supervise": viewer.can(SUPERVISE)}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return {"edit": True, "supervise": True}

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        return self.permits(viewer)

    def keep(self, changed: list[str], *, by: Viewer) -> None:
        with transaction.atomic():
            self.save()
            around = {"house_id": self.dossier.house_id, "dossier_id": self.dossier_id}
            audit.record("secretariat.line.changed", self, by=by, **around, fields=changed)


class KeepingRule(OfHouse):
    """How many days archived messages are kept before they are erased."""

    known_to_customers = True

    house = models.OneToOneField(House, models.CASCADE, related_name="+")
    archive_days = models.PositiveSmallIntegerField(
        _("Erase archived messages after"), default=60, validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("Days since they were archived."),
    )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.archive_days}"

    @classmethod
    def of(cls, house: House) -> KeepingRule:
        """Its own, or the usual one until it sets one (not saved)."""
        found: Any = cls.objects.unscoped("a rule of the house, shown to all who look").filter(house=house).first()
        return found or cls(house=house)
