from __future__ import annotations

import calendar
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entregent.core.clock import now
from entregent.core.searching import Folded
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.models import House
from entregent.people.sight import OfHouse
from entregent.people.viewer import Viewer
from entregent.questions.models import Form
from entregent.spaces.support.models.service import Service
from entregent.spaces.support.rights import MANAGE
from entregent.spaces.support.statuses import Status

TO_COME: Final = "to_come"
ACTIVE: Final = "active"
ENDED: Final = "ended"
TERMINATED: Final = "terminated"
STATES = {
    TO_COME: Status(TO_COME, _("To come"), "neutral", "hourglass", "a-venir"),
    ACTIVE: Status(ACTIVE, _("Active"), "done", "circle-check", "actif"),
    ENDED: Status(ENDED, _("Ended"), "neutral", "archive", "termine"),
    TERMINATED: Status(TERMINATED, _("Terminated"), "attention", "ban", "resilie"),
}


def today() -> date:
    """The day it is where the viewer lives."""
    return timezone.localtime(now()).date()


def manages(viewer: Viewer) -> bool:
    """Whether the viewer keeps what the provider offers and signs. Which rows, their sight says."""
    return viewer.is_provider and viewer.can(MANAGE)


class Product(OfHouse):
    """What a contract is about, and the further questions that a request about it must answer."""

    known_to_customers = True

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="products", verbose_name=_("Service"))
    form = models.ForeignKey(
        Form, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Further questions")
    )
    name = models.CharField(_("Name"), max_length=80)
    name_key = Folded("name", max_length=240)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["house", "name"], name="product_once")]

    def __str__(self) -> str:
        return self.name

    def edit_fields(self, viewer: Viewer) -> frozenset[str]:
        return frozenset(("name", "service", "form") if manages(viewer) else ())


class Contract(OfDossier):
    """Gives an establishment the right to file requests about a product, between two dates."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="contracts")
    product = models.ForeignKey(Product, models.PROTECT, related_name="contracts", verbose_name=_("Product"))
    reference = models.CharField(_("Reference"), max_length=40, blank=True)
    number = models.CharField(_("Contract number"), max_length=40, blank=True)
    licence = models.CharField(_("Licence number"), max_length=40, blank=True)
    signed_on = models.DateField(_("Signature date"))
    ends_on = models.DateField(
        _("End date"), null=True, blank=True, help_text=_("Of the first period when it is renewed by tacit agreement.")
    )
    renews_for = models.PositiveSmallIntegerField(
        _("Renewed by tacit agreement, for (months)"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Empty: it ends on its end date, and nobody has to do anything."),
    )  # fmt: skip
    terminated_on = models.DateField(
        _("Terminated on"), null=True, blank=True, help_text=_("Last day, included. Empty as long as nobody ends it.")
    )

    class Meta:
        ordering = ["product__name", "pk"]

    def __str__(self) -> str:
        return str(self.product)

    def edit_fields(self, viewer: Viewer) -> frozenset[str]:
        typed = ("product", "reference", "number", "licence", "signed_on", "ends_on", "renews_for", "terminated_on")
        return frozenset(typed if manages(viewer) else ())

    def clean(self) -> None:
        if self.ends_on and self.signed_on and self.ends_on < self.signed_on:
            raise ValidationError({"ends_on": _("The end date comes before the signature date.")})
        if self.renews_for and not self.ends_on:
            raise ValidationError({"ends_on": _("A contract that is renewed needs the end date of its first period.")})
        if self.terminated_on and self.signed_on and self.terminated_on < self.signed_on:
            raise ValidationError({"terminated_on": _("It cannot be terminated before it is signed.")})

    @property
    def is_active(self) -> bool:
        return self.covers(today())

    def covers(self, day: date) -> bool:
        """Both days included: a contract ending today is active until midnight, in the house's time zone."""
        return self.state_on(day) == ACTIVE

    def state_on(self, day: date) -> str:
        """Worked out from its dates alone: nobody has to remember to change it."""
        if day < self.signed_on:
            return TO_COME
        if self.terminated_on and day > self.terminated_on:
            return TERMINATED
        last = self.last_day(day)
        return ENDED if last and day > last else ACTIVE

    @property
    def state(self) -> Status:
        return STATES[self.state_on(today())]

    def last_day(self, day: date) -> date | None:
        """Of the period that runs on a day, renewals counted; of the last one when it has ended."""
        last, periods = self.ends_on, 0
        while last and self.ends_on and self.renews_for and last < day:
            periods += 1
            last = months_after(self.ends_on, periods * self.renews_for)
        return min(last, self.terminated_on) if last and self.terminated_on else last or self.terminated_on

    @staticmethod
    def active(path: str = "") -> Q:
        """The same rule, for queries."""
        day = today()
        ends = Q(**{f"{path}ends_on": None}) | Q(**{f"{path}ends_on__gte": day})
        stands = Q(**{f"{path}terminated_on": None}) | Q(**{f"{path}terminated_on__gte": day})
        return Q(**{f"{path}signed_on__lte": day}) & stands & (ends | Q(**{f"{path}renews_for__isnull": False}))


class EndAlert(OfDossier):
    """That the end of a period was told, so many days before: once."""

    dossier_field = "contract__dossier"

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="end_alerts")
    last_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "last_day", "days"], name="end_alert_once")]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.last_day}"


def months_after(day: date, months: int) -> date:
    """The same day of a later month; its last one when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
