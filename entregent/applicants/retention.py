"""How long what strangers say of themselves is kept."""

from datetime import timedelta
from typing import Any

from django.db.models import Q

from entregent.applicants import states
from entregent.applicants.models import Application
from entregent.core.clock import now

DECIDED = timedelta(days=180)  # after the decision: long enough to answer whoever asks why
UNDECIDED = timedelta(days=365)
BATCH = 500


def forget_old_applications() -> None:
    """Deletes what was decided six months ago, and what nobody decided in a year. Events stay: they name nobody."""
    moment = now()
    old = every().filter(
        Q(decision__at__lt=moment - DECIDED) | Q(state=states.WAITING, created_at__lt=moment - UNDECIDED)
    )
    while keys := list(old.values_list("pk", flat=True)[:BATCH]):
        every().filter(pk__in=keys).delete()


def every() -> Any:
    return Application.objects.unscoped("whether a form was received, and what has been kept for long enough")
