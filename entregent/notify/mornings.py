"""When a digest is due: at half past seven, of a working day or of a Monday, where the house is."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from entregent.notify.kinds import DAILY, WEEKLY
from entregent.people.models import House

MORNING = time(7, 30)


def due_at(choice: str, house: House, moment: datetime) -> datetime | None:
    """The first such morning after the moment; None for a choice that makes no digest."""
    if choice not in (DAILY, WEEKLY):
        return None
    zone = ZoneInfo(house.time_zone)
    first = timezone.localtime(moment, zone).date()
    days = (first + timedelta(days=ahead) for ahead in range(9))
    mornings = (datetime.combine(day, MORNING, zone) for day in days if day.weekday() < (1 if choice == WEEKLY else 5))
    return next(morning for morning in mornings if morning > moment)
