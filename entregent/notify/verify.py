"""Bell and mail against events: nobody was told of what did not happen, and no digest was forgotten."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from entregent.audit.search import existing_events
from entregent.core.clock import now
from entregent.core.verify import Finding, check
from entregent.jobs.listing import told_events
from entregent.notify.bell import rung

LATE = timedelta(days=1)


@check("mail", _("Mails: each tells of an event that exists"))
def check_mail() -> Iterator[Finding]:
    """Every mail written because of an event names one that exists."""
    told = told_events()
    for event_id in sorted(told.keys() - existing_events(told.keys())):
        yield Finding("mail", f"mail {told[event_id]} tells of event {event_id}, which does not exist")


@check("bell", _("Notifications: each tells of an event that exists, and no digest is forgotten"))
def check_bell() -> Iterator[Finding]:
    """Every line names an event that exists; what is read is due in no digest, and no digest is a day late."""
    told = dict(rung().values_list("event_id", "pk"))
    for event_id in sorted(told.keys() - existing_events(told.keys())):
        yield Finding("bell", f"notification {told[event_id]} tells of event {event_id}, which does not exist")
    due = rung().exclude(due_at=None).order_by("pk")
    for pk in due.exclude(read_at=None).values_list("pk", flat=True):
        yield Finding("bell", f"notification {pk} was read, and a digest is still to tell of it")
    for pk in due.filter(read_at=None, due_at__lt=now() - LATE).values_list("pk", flat=True):
        yield Finding("bell", f"notification {pk} was due in a digest more than a day ago, and none was written")
