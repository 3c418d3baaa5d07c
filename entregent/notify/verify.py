"""Mail against events: nobody was told of what did not happen."""

from collections.abc import Iterator

from entregent.audit.search import known
from entregent.core.verify import Finding, check
from entregent.jobs.listing import told_events


@check("mail")
def check_mail() -> Iterator[Finding]:
    """Every mail written because of an event names one that exists."""
    told = told_events()
    for event_id in sorted(told.keys() - known(told.keys())):
        yield Finding("mail", f"mail {told[event_id]} tells of event {event_id}, which does not exist")
