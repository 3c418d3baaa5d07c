from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from entregent.people.models import House
from entregent.people.sight import OfHouse

AT_LEAST_ONE = MinValueValidator(1)


class Rules(OfHouse):
    """After how long a silent request is recalled, closed, archived: one row for each house, made when it is changed.

    Waiting times are working days of the house.
    """

    known_to_customers = True

    house = models.OneToOneField(House, models.CASCADE, related_name="+")
    reminds_after = models.PositiveSmallIntegerField(
        _("Remind the owner who does not answer, after"), null=True, blank=True, default=3,
        validators=[AT_LEAST_ONE, MaxValueValidator(60)],
        help_text=_("Working days; twice as many later, their administrators are told. Empty: never."),
    )  # fmt: skip
    closes_after = models.PositiveSmallIntegerField(
        _("Close without an evaluation when the closure is not confirmed, after"), null=True, blank=True, default=10,
        validators=[AT_LEAST_ONE, MaxValueValidator(120)],
        help_text=_("Working days. The owner may still give an evaluation for 30 days. Empty: never."),
    )  # fmt: skip
    archives_after = models.PositiveSmallIntegerField(
        _("Archive closed and cancelled requests, after"), default=3,
        validators=[AT_LEAST_ONE, MaxValueValidator(120)],
        help_text=_("Months. They leave the lists, and stay in the view “With the archives”."),
    )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.house_id}"

    @classmethod
    def of(cls, house: House) -> Rules:
        """Its own, or the usual ones until it sets some (not saved)."""
        found: Any = cls.objects.unscoped("rules of a house, shown to all who look").filter(house=house).first()
        return found or cls(house=house)
