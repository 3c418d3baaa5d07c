"""What ended long ago leaves the lists, and is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from entregent import audit
from entregent.core.clock import now
from entregent.people.models import House
from entregent.spaces.support.models import Intervention, Rules
from entregent.spaces.support.models.contract import months_after

BATCH = 1000  # rows in one transaction: others write between two
VERB = "support.intervention.archived"


def archive(house: House) -> int:
    """How many requests were archived: all that ended so many months ago. Run again, it finds none."""
    ended = Intervention.objects.unscoped("archiving").filter(house=house, archived_at=None)
    ended = ended.filter(ended_at__lt=limit(house, Rules.of(house).archives_after))
    return sum(_batches(ended.order_by("ended_at")))


def limit(house: House, months: int) -> datetime:
    """Midnight, where the house is, of the same day so many months ago; of the month's last one if it is shorter."""
    zone = ZoneInfo(house.time_zone)
    today = now().astimezone(zone).date()
    return datetime.combine(months_after(today, -months), time(), zone)


def _batches(ended: Any) -> Iterator[int]:
    while moved := _move(ended):
        yield moved


def _move(ended: Any) -> int:
    with transaction.atomic():
        rows = list(ended.select_for_update(of=("self",)).only("pk", "house_id", "dossier_id")[:BATCH])
        at = now()
        ended.order_by().filter(pk__in=[row.pk for row in rows]).update(archived_at=at)
        told = (audit.Told(VERB, row, audit.SYSTEM, row.house_id, row.dossier_id, {}) for row in rows)
        audit.record_past((at, one) for one in told)
    return len(rows)
