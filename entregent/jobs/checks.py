"""What must always be true of jobs and mails, and of the settings that send them."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from entregent.core import clock
from entregent.core.verify import Finding, check
from entregent.jobs import mailer, message
from entregent.jobs.models import Job, Mail

TOLERANCE = timedelta(hours=1)


@check("outbox", _("Outbox: no content was altered, no mail is held up"))
def outbox() -> Iterator[Finding]:
    """Contents equal their digests, states are known, what is sent has a date, no lease is forgotten."""
    for mail in Mail.objects.filter(purged_at=None).iterator(chunk_size=500):
        if message.digest(mail) != mail.digest:
            yield Finding("outbox", f"Mail {mail.pk}: its content is not what was posted.")
    yield from _each(Mail.objects.exclude(state__in=Mail.State.values), "outbox", "Mail", "unknown state")
    yield from _each(Mail.objects.filter(state="sent", sent_at=None), "outbox", "Mail", "sent without a date")
    yield from _each(Mail.objects.filter(_forgotten("sending")), "outbox", "Mail", "held by no living worker")


@check("jobs", _("Jobs: none is held by a worker that stopped"))
def jobs() -> Iterator[Finding]:
    """No job runs without a lease that somebody renews."""
    yield from _each(Job.objects.exclude(state__in=Job.State.values), "jobs", "Job", "unknown state")
    yield from _each(Job.objects.filter(_forgotten("running")), "jobs", "Job", "held by no living worker")


def _forgotten(state: str) -> Q:
    return Q(state=state) & (Q(lease_until=None) | Q(lease_until__lt=clock.now() - TOLERANCE))


def _each(rows: QuerySet[Any], name: str, noun: str, words: str) -> Iterator[Finding]:
    for key in rows.values_list("pk", flat=True):
        yield Finding(name, f"{noun} {key}: {words}.")


@checks.register
def smtp_is_safe(**options: Any) -> Iterable[checks.CheckMessage]:
    try:
        mailer.chosen_transport()
    except ImproperlyConfigured as error:
        yield checks.Error(str(error), id="entregent.jobs.E001")
