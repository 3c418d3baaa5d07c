from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from entregent.core.searching import Folded
from entregent.library.models import Named
from entregent.people.models import House
from entregent.people.sight import OfHouse

DESTINATIONS = (("Comptable", "Accountant"), ("Conseil", "Adviser"))
CATEGORIES = (
    ("Factures d’achat", "Purchase invoices"), ("Factures de vente", "Sales invoices"),
    ("Banque", "Bank"), ("Paie et social", "Payroll and social"), ("Fiscal", "Tax"),
    ("Juridique", "Legal"), ("Divers", "Other"),
)  # fmt: skip


class Ordered(Named, OfHouse):
    """A named line of a house, in an order; one that is closed is offered no more, and what stands under it stays."""

    known_to_customers = True
    FIRST: ClassVar[tuple[tuple[str, str], ...]]

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(_("Order"), default=0)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "name"]

    @classmethod
    def found(cls, house: House) -> None:
        """The first ones of a house."""
        for position, (name, name_en) in enumerate(cls.FIRST):
            cls(house=house, name=name, name_en=name_en, position=position).save(force_insert=True)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Destination(Ordered):
    """« Dossier de destination »: to whom a client hands documents."""

    FIRST = DESTINATIONS

    name_key = Folded("name", max_length=240)

    class Meta(Ordered.Meta):
        constraints = [models.UniqueConstraint(fields=["house", "name"], name="destination_once")]


class Category(Ordered):
    """« Nature »: under which the firm files what it takes in charge."""

    FIRST = CATEGORIES

    class Meta(Ordered.Meta):
        verbose_name = _("Nature")
        constraints = [models.UniqueConstraint(fields=["house", "name"], name="filing_category_once")]
