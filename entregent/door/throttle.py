"""Growing waits after wrong tries, counted in the database so that every process knows them.

A try is counted before it is judged: a thousand tries at once are no way around. What is right
is taken back afterwards.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from entregent.core.clock import now
from entregent.people.models import Throttle


@dataclass(frozen=True)
class Limit:
    """`free` tries, then waits that double from `first` to `longest`; one try is forgotten each `forgets`."""

    free: int
    first: timedelta
    longest: timedelta
    forgets: timedelta

    def left(self, row: Throttle, moment: datetime) -> int:
        """How many tries still count."""
        elapsed = max(moment - row.last_at, timedelta(0))
        return max(0, row.failures - elapsed // self.forgets)

    def wait(self, tries: int) -> timedelta:
        if tries < self.free:
            return timedelta(0)
        return min(self.longest, self.first * (1 << min(tries - self.free, 20)))


QUARTER = timedelta(minutes=15)
PASSWORDS = Limit(free=5, first=timedelta(seconds=2), longest=QUARTER, forgets=QUARTER)
CODES = Limit(free=5, first=timedelta(seconds=2), longest=QUARTER, forgets=QUARTER)
LINKS = Limit(free=20, first=timedelta(seconds=2), longest=QUARTER, forgets=timedelta(minutes=3))
WARNINGS = Limit(free=1, first=QUARTER, longest=QUARTER, forgets=timedelta(hours=6))
FORGOTTEN = Limit(free=3, first=QUARTER, longest=QUARTER, forgets=QUARTER)
FORGOTTEN_FROM_ONE_PLACE = Limit(free=20, first=QUARTER, longest=QUARTER, forgets=timedelta(minutes=3))
FORGOTTEN_FOR_ONE_MAILBOX = Limit(free=10, first=QUARTER, longest=QUARTER, forgets=QUARTER)  # from wherever
ADDRESS_CHANGES = Limit(free=5, first=QUARTER, longest=QUARTER, forgets=QUARTER)
INVITATIONS_TO_ONE_MAILBOX = Limit(free=6, first=QUARTER, longest=QUARTER, forgets=QUARTER)
INVITATIONS_OF_ONE_HOUSE = Limit(free=400, first=timedelta(minutes=1), longest=QUARTER, forgets=timedelta(seconds=10))
INVITATIONS = Limit(free=40, first=timedelta(minutes=1), longest=QUARTER, forgets=timedelta(minutes=1))
KEPT = timedelta(days=2)  # by then every count has been forgotten


@dataclass(frozen=True)
class Counter:
    """What is counted together: a kind of try, and from where or for whom."""

    limit: Limit
    kind: str
    who: tuple[str, ...]

    @property
    def key(self) -> str:
        """A keyed digest: the table tells neither the account nor the place."""
        return salted_hmac(f"throttle.{self.kind}", "\0".join(self.who), algorithm="sha256").hexdigest()


def count_try(*counters: Counter) -> int:
    """Count one try on each; the seconds to wait instead when one of them is closed, else 0.

    To be called outside of any transaction: the count must stay when the request fails.
    """
    keyed = sorted(counters, key=lambda counter: counter.key)
    closed = _wait_of_closed(keyed)
    if closed:
        return closed
    with transaction.atomic():
        _make_rows(keyed)
        rows = {row.key: row for row in _rows(keyed).select_for_update().order_by("key")}
        # Between the first look and this one, others may have used up what was left.
        closed = _longest_wait(rows.values())
        if not closed:
            for counter in keyed:
                _count(rows[counter.key], counter.limit)
        return closed


def give_back(counter: Counter) -> None:
    """The try was right: it does not count, and what came before it still does."""
    _rows([counter]).filter(failures__gt=0).update(failures=F("failures") - 1, open_at=now())


def reset(counter: Counter) -> None:
    _rows([counter]).delete()


def forget_old_counts() -> int:
    """Rows that no longer hold anyone up."""
    return Throttle.objects.filter(last_at__lt=now() - KEPT).delete()[0]


def wait_in_words(seconds: int) -> str:
    """« 30 secondes », « 4 minutes »."""
    if seconds < 60:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    minutes = math.ceil(seconds / 60)
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


def _wait_of_closed(counters: Sequence[Counter]) -> int:
    return _longest_wait(_rows(counters))


def _rows(counters: Sequence[Counter]) -> QuerySet[Throttle]:
    return Throttle.objects.filter(key__in=[counter.key for counter in counters])


def _longest_wait(rows: Iterable[Throttle]) -> int:
    """In whole seconds. A wait beyond the longest was written by a clock that went wrong since."""
    moment = now()
    waits = [row.open_at - moment for row in rows]
    held = [wait.total_seconds() for wait in waits if timedelta(0) < wait <= QUARTER]
    return math.ceil(max(held, default=0.0))


def _make_rows(counters: Sequence[Counter]) -> None:
    moment = now()
    fresh = [Throttle(key=counter.key, failures=0, last_at=moment, open_at=moment) for counter in counters]
    Throttle.objects.bulk_create(fresh, ignore_conflicts=True)


def _count(row: Throttle, limit: Limit) -> None:
    moment = now()
    row.failures = limit.left(row, moment) + 1
    row.last_at = moment
    row.open_at = moment + limit.wait(row.failures)
    row.save(update_fields=["failures", "last_at", "open_at"])
