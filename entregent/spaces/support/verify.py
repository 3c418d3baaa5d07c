"""Rows of this space against their events: every request says what its history says."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from entregent.audit.search import last_statuses
from entregent.core.verify import Finding, check
from entregent.spaces.support.models import Closure, Evaluation, Intervention, Lapse
from entregent.spaces.support.statuses import CLOSED, TO_CONFIRM

PREFIX = "support.intervention."


@check("support", _("Requests: each stands as its events say"))
def check_requests() -> Iterator[Finding]:
    """Each request has the status of its last event; what is closed was evaluated or lapsed; no act is half done."""
    told = last_statuses(PREFIX)
    rows = Intervention.objects.unscoped("verify").order_by("pk").values_list("pk", "number", "status")
    for pk, number, status in rows.iterator(chunk_size=2000):
        if told.get(str(pk)) != status:
            yield Finding("support", f"request {number} is {status}, its events say {told.get(str(pk))}")
    yield from _check_closing()


def _check_closing() -> Iterator[Finding]:
    proposed = Closure.objects.unscoped("verify").values("intervention")
    waiting = Intervention.objects.unscoped("verify").filter(status=TO_CONFIRM)
    evaluated = Evaluation.objects.unscoped("verify").values("closure__intervention")
    lapsed = Lapse.objects.unscoped("verify").values("closure__intervention")
    closed = Intervention.objects.unscoped("verify").filter(status=CLOSED).exclude(pk__in=lapsed)
    for number in waiting.exclude(pk__in=proposed).values_list("number", flat=True):
        yield Finding("support", f"request {number} awaits a confirmation that nobody asked for")
    for number in closed.exclude(pk__in=evaluated).values_list("number", flat=True):
        yield Finding("support", f"request {number} is closed without an evaluation")
