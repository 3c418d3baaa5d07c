"""Leases: one worker at a time, and none for ever."""

import logging
import threading
from datetime import timedelta
from typing import Any, Self

from django.db import Error, connection
from django.db.models import QuerySet

from entregent.core import clock
from entregent.jobs.models import Leased

log = logging.getLogger(__name__)


def still_leased(work: Leased) -> dict[str, Any]:
    """The filter that finds this row only while this very attempt still holds it."""
    return {"pk": work.pk, "lease_owner": work.lease_owner, "attempts": work.attempts, "lease_until__isnull": False}


def rows_of(work: Leased) -> QuerySet[Any]:
    return type(work)._default_manager.all()  # noqa: SLF001 documented by Django


class Heartbeat:
    """Renews a lease from a thread of its own while the work is under way.

    Should the lease be lost all the same (a machine asleep, a clock set forward), the work goes
    on, but its outcome is written only by whoever holds the lease then.
    """

    def __init__(self, work: Leased, lease: timedelta, **marks: str) -> None:
        """`marks` are more fields to set to the present moment: at="heartbeat_at"."""
        self._work, self._lease, self._marks = work, lease, marks
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._over.wait(self._lease.total_seconds() / 3):
                self._renew()
        finally:
            connection.close()

    def _renew(self) -> None:
        moment = clock.now()
        fields = {"lease_until": moment + self._lease, **dict.fromkeys(self._marks.values(), moment)}
        try:
            rows_of(self._work).filter(**still_leased(self._work)).update(**fields)
        except Error as error:
            log.warning("Heartbeat of %s not written: %s", self._work.pk, type(error).__name__)
            connection.close()
