from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
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
from entregent.spaces.support.rights import MANAGE


def today() -> date:
    """The day it is where the viewer lives."""
    return timezone.localtime(now()).date()


def manages(viewer: Viewer) -> bool:
    """Whether the viewer keeps what the provider offers and signs. Which rows, their sight says."""
    return viewer.is_provider and viewer.can(MANAGE)


class Service(OfHouse):
    """A desk of the provider: « Logiciel », « Juridique »."""

    known_to_customers = True

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    name = models.CharField(_("Name"), max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["house", "name"], name="service_once")]

    def __str__(self) -> str:
        return self.name


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
    ends_on = models.DateField(_("End date"), null=True, blank=True)

    class Meta:
        ordering = ["product__name", "pk"]

    def __str__(self) -> str:
        return str(self.product)

    def edit_fields(self, viewer: Viewer) -> frozenset[str]:
        typed = ("product", "reference", "number", "licence", "signed_on", "ends_on")
        return frozenset(typed if manages(viewer) else ())

    def clean(self) -> None:
        if self.ends_on and self.signed_on and self.ends_on < self.signed_on:
            raise ValidationError({"ends_on": _("The end date comes before the signature date.")})

    @property
    def is_active(self) -> bool:
        return self.covers(today())

    def covers(self, day: date) -> bool:
        """Both days included: a contract ending today is active until midnight, in the house's time zone."""
        return self.signed_on <= day and (self.ends_on is None or day <= self.ends_on)

    @staticmethod
    def active(path: str = "") -> Q:
        """The same rule, for queries."""
        day = today()
        ends = Q(**{f"{path}ends_on": None}) | Q(**{f"{path}ends_on__gte": day})
        return Q(**{f"{path}signed_on__lte": day}) & ends
