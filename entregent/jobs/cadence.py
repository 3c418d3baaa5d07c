"""When a periodic function is due."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from django.utils import timezone


class Cadence(Protocol):
    @property
    def longest(self) -> timedelta:
        """The longest time between two slots."""

    def next_after(self, moment: datetime) -> datetime:
        """The first slot strictly after an aware moment, in UTC."""


@dataclass(frozen=True, slots=True)
class Every:
    longest: timedelta

    def next_after(self, moment: datetime) -> datetime:
        return moment.astimezone(UTC) + self.longest


@dataclass(frozen=True, slots=True)
class Daily:
    """A time of day in the house's zone (settings.TIME_ZONE).

    On the night that has no such time (02:30 in March) the slot is an hour later on the wall;
    on the night that has it twice, the first one counts.
    """

    at: time
    longest = timedelta(hours=25)

    def next_after(self, moment: datetime) -> datetime:
        zone = timezone.get_default_timezone()
        day = moment.astimezone(zone).date()
        slots = (datetime.combine(day + timedelta(days=n), self.at, zone).astimezone(UTC) for n in range(3))
        return next(slot for slot in slots if slot > moment)
