"""Bells of the demonstration: each person has read all but what came last."""

from datetime import timedelta
from itertools import groupby, islice
from operator import itemgetter

from django.db.models import F
from django.db.models.functions import Least

from entregent.core.clock import now
from entregent.notify.bell import rung

FRESH = timedelta(days=10)
READ_AFTER = timedelta(hours=2)
LEFT = 4


def hear_bells() -> None:
    """Each line was read two hours after it rang, at the latest now, but for the last few of these days.

    What digests were to tell of was told in its time.
    """
    fresh = rung().filter(at__gte=now() - FRESH).order_by("membership_id", "-at")
    of_members = groupby(fresh.values_list("membership_id", "pk"), key=itemgetter(0))
    left = [pk for _member, lines in of_members for _of, pk in islice(lines, LEFT)]
    rung().exclude(pk__in=left).update(read_at=Least(F("at") + READ_AFTER, now()))
    rung().exclude(due_at=None).update(due_at=None)
