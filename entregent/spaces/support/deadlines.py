"""What time does to requests that nobody answers: a reminder, a word to the administrators, a closing.

Waiting times are counted in working days of the house, and nothing happens on a day when it is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from entregent import audit
from entregent.agenda.hours import Hours, NeverOpen
from entregent.agenda.opening import hours_of
from entregent.core.clock import now
from entregent.notify.bundling import bundle_mails
from entregent.people.models import House
from entregent.spaces.support.models import Intervention, Lapse, Rules
from entregent.spaces.support.statuses import CLOSED, OPEN, TO_CONFIRM

UNOWNED = timedelta(days=2)  # that a request may wait for another owner before its establishment is reminded
TIME_TO_RATE = timedelta(days=30)  # after a closing without an answer, the owner may still fill in the questionnaire


def keep_deadlines(house: House) -> None:
    """Everything that is due in a house now. A house that never opens has no deadlines."""
    hours, rules = hours_of(house), Rules.of(house)
    if not hours.works(hours.day_of(now())):
        return
    try:
        _keep(house, hours, rules)
    except NeverOpen:
        return


def _keep(house: House, hours: Hours, rules: Rules) -> None:
    each(ownerless(house), remind)
    if rules.closes_after:
        each(overdue(house, hours, rules.closes_after).filter(status=TO_CONFIRM), lapse)
    if rules.reminds_after:
        # The second first: whoever was never reminded is not passed over, however late the worker is.
        each(overdue(house, hours, 3 * rules.reminds_after).filter(recalls=1), recall)
        each(overdue(house, hours, rules.reminds_after).filter(recalls=0), recall)


def closes_after(request: Intervention) -> date | None:
    """The last day that its owner has to confirm or refuse; None when nothing closes it by itself."""
    house = request.house
    days = Rules.of(house).closes_after
    if not days or request.status != TO_CONFIRM or request.awaited_since is None:
        return None
    hours = hours_of(house)
    with suppress(NeverOpen):
        return hours.working_day_after(hours.day_of(request.awaited_since), days)
    return None


def overdue(house: House, hours: Hours, days: int) -> Any:
    """Open requests whose owner has had so many whole working days to answer."""
    rows = Intervention.objects.unscoped("deadlines of a house").filter(house=house, awaits_owner=True, status__in=OPEN)
    return rows.filter(awaited_since__lt=hours.late_before(now(), days))


def ownerless(house: House) -> Any:
    """Open requests that nobody has owned for two days, and nobody was reminded of."""
    rows = Intervention.objects.unscoped("requests without an owner").filter(house=house, owner=None, ended_at=None)
    return rows.filter(ownerless_since__lte=now() - UNOWNED)


def each(rows: Any, act: Callable[[Intervention], None]) -> None:
    """One transaction a row, which is read again inside: its owner may be answering at this moment."""
    keys = list(rows.values_list("pk", flat=True))
    for pk in keys:
        with transaction.atomic(), bundle_mails(len(keys)):
            row = rows.select_related(*Intervention.bearers()).select_for_update(of=("self",)).filter(pk=pk).first()
            if row:
                act(row)


def recall(request: Intervention) -> None:
    """Remind the owner; the second time, tell the administrators of their establishment."""
    with request.saved():
        request.recalls += 1
        request.tell("recalled" if request.recalls == 1 else "escalated", by=audit.SYSTEM)


def remind(request: Intervention) -> None:
    """Tell the administrators of the establishment, once for the time that it waits."""
    with request.saved():
        request.ownerless_since = None
        request.tell("unowned", by=audit.SYSTEM)


def lapse(request: Intervention) -> None:
    """Closed without an evaluation: nobody is made to say that they are satisfied."""
    with request.saved():
        Lapse(closure=request.closure).save(force_insert=True)
        request.go(CLOSED)
        request.rating_until = now() + TIME_TO_RATE
        request.tell("lapsed", by=audit.SYSTEM, status=CLOSED)
