"""What the bell forgets with age."""

from datetime import timedelta

from django.db.models import Q

from entregent.core.clock import now
from entregent.jobs import cron
from entregent.notify.bell import rung

READ = timedelta(days=90)
UNREAD = timedelta(days=365)
BATCH = 500


@cron.daily(at="03:50", name="notify.forget")
def forget_notifications() -> None:
    """Deletes lines that were read 90 days ago, and those that nobody read for a year."""
    old = rung().filter(Q(read_at__lt=now() - READ) | Q(at__lt=now() - UNREAD, read_at=None))
    while keys := list(old.values_list("pk", flat=True)[:BATCH]):
        rung().filter(pk__in=keys).delete()
