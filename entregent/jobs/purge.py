"""What the room forgets with age."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from entregent.core import clock
from entregent.jobs import cron
from entregent.jobs.models import BLANKED, Job, Mail

MAIL_BODIES = timedelta(days=90)
FINISHED_JOBS = timedelta(days=30)
BATCH = 500


@cron.daily(at="03:40", name="jobs.blank_mails")
def blank_mails() -> None:
    """Blanks names and bodies of mails that are over and older than 90 days; address, subject and digest stay."""
    old = Mail.objects.exclude(state__in=Mail.UNFINISHED).filter(
        purged_at=None, created_at__lt=clock.now() - MAIL_BODIES
    )
    for keys in _batches(old):
        Mail.objects.filter(pk__in=keys).exclude(state__in=Mail.UNFINISHED).update(**BLANKED, purged_at=clock.now())


@cron.daily(at="03:45", name="jobs.delete_finished")
def delete_finished() -> None:
    """Deletes jobs that were over 30 days ago."""
    for keys in _batches(Job.objects.filter(finished_at__lt=clock.now() - FINISHED_JOBS)):
        Job.objects.filter(pk__in=keys).delete()


def _batches(rows: QuerySet[Any]) -> Iterable[list[Any]]:
    """Keys of what is left, a few hundred at a time: no long transaction."""
    while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
        yield keys
