"""Timetable and ExceptionalDay: when a house is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from entregent.agenda import holidays, week
from entregent.agenda.hours import MIDNIGHT, Hours, Slot
from entregent.people.models import House
from entregent.people.sight import OfHouse

USUAL = [["09:00", "12:00"], ["14:00", "18:00"]]


def usual_week() -> week.Week:
    """Monday to Friday, nine to twelve and two to six."""
    return [[list(slot) for slot in USUAL] for _weekday in range(5)] + [[], []]


class Timetable(OfHouse):
    """The ordinary week of a house, and which public holidays close it."""

    known_to_customers = True

    house = models.OneToOneField(House, models.CASCADE, related_name="+")
    week = models.JSONField(default=usual_week)  # for each day, Monday first, its openings as pairs of "HH:MM"
    region = models.CharField(
        _("Public holidays of"), max_length=4, blank=True, choices=holidays.REGIONS, default=holidays.METROPOLITAN
    )
    worked = models.JSONField(default=list)  # French names of the holidays on which this house works

    def __str__(self) -> str:
        return f"{self.house_id}"

    def slots(self, weekday: int) -> list[Slot]:
        """weekday: Monday is 0."""
        return week.slots(self, weekday)

    def holiday(self, day: date) -> str:
        """The name of the public holiday that closes the house on a day, if there is one."""
        return week.holiday(self, day)

    def hours(self, exceptions: Iterable[ExceptionalDay]) -> Hours:
        return week.hours(self, exceptions, ZoneInfo(self.house.time_zone))


class ExceptionalDay(OfHouse):
    """One or more days on which the house closes, or opens, against its habit."""

    known_to_customers = True

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    label = models.CharField(_("Reason"), max_length=80, help_text=_("For instance: annual closing, stocktaking."))
    first = models.DateField(_("From"))
    last = models.DateField(_("To (included)"))
    opens = models.TimeField(_("Opens at"), null=True, blank=True, help_text=_("Leave both empty for a closing."))
    closes = models.TimeField(_("Closes at"), null=True, blank=True)

    class Meta:
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="exception_in_order"),
            models.CheckConstraint(condition=Q(opens=None) ^ Q(closes__isnull=False), name="exception_has_both_hours"),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise ValidationError({"last": _("The last day comes before the first.")})
        if (self.opens is None) != (self.closes is None):
            raise ValidationError({"closes": _("Give both hours, or neither.")})
        if self.opens and self.closes and self.closes != MIDNIGHT and self.closes <= self.opens:
            raise ValidationError({"closes": _("It closes before it opens.")})

    @property
    def slots(self) -> list[Slot]:
        return week.opening(self)
