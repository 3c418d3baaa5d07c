"""The chain: each event's seal covers its envelope, its digest and the seal before.

The worker seals events in the order in which it sees them committed, so that no writer waits for
the chain's head. Whoever can write every table can also make a whole new chain: copies of the head
kept elsewhere (backups) show it.
"""

import hashlib
from collections.abc import Iterator

from django.db import transaction
from django.db.models import F, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from entregent.audit import particulars
from entregent.audit.models import ChainHead, Event
from entregent.core.bulk_update import update_each
from entregent.core.verify import Finding, check
from entregent.jobs.worker_turns import turn

FIRST = "0" * 64
BATCH = 200


def seal_after(previous: str, event: Event) -> str:
    return hashlib.sha256(previous.encode("ascii") + event.envelope()).hexdigest()


@turn("seal")
def seal() -> bool:
    """Seals the next committed events, at most BATCH of them; False when there were none.

    On PostgreSQL an event may be committed after one with a higher id: it is sealed when seen.
    """
    if not Event.objects.filter(seq=None).exists():
        return False
    with transaction.atomic():
        head = _head()
        events = list(Event.objects.filter(seq=None).order_by("id")[:BATCH])
        for event in events:
            event.seq = head.seq = head.seq + 1
            event.seal = head.seal = seal_after(head.seal, event)
        update_each(events, ["seq", "seal"])
        head.save(update_fields=["seq", "seal"])
    return bool(events)


def _head() -> ChainHead:
    ChainHead.objects.get_or_create(pk=1, defaults={"seal": FIRST})
    return ChainHead.objects.select_for_update().get(pk=1)


@check("chain", _("Audit trail: no event was altered or taken away"))
def verify() -> Iterator[Finding]:
    """Names each event that was altered or is missing."""
    # Read first: what the worker seals meanwhile is left to the next check.
    head = ChainHead.objects.filter(pk=1).first() or ChainHead(seq=0, seal=FIRST)
    last_seq, seals = 0, {FIRST}
    for event in _up_to(head).iterator(chunk_size=500):
        if not _tells_what_it_told(event):
            yield _finding(f"{_name(event)}: its particulars were altered.")
        if event.seq is None:
            continue
        if event.seq != last_seq + 1:
            yield _finding(_missing(last_seq + 1, event.seq - 1))
        elif event.seal not in _following(seals, event):
            yield _finding(f"{_name(event)}: its seal does not fit: it, or the one before it, was altered.")
        last_seq, seals = event.seq, _following(seals, event) | {event.seal}
    yield from _end(head, last_seq, seals)


def _up_to(head: ChainHead) -> QuerySet[Event]:
    known = Event.objects.filter(Q(seq=None) | Q(seq__lte=head.seq))
    return known.order_by(F("seq").asc(nulls_last=True))


def _following(seals: set[str], event: Event) -> set[str]:
    """What this event's seal may be. A forged seal leaves two candidates before it: as kept, and as it was."""
    return {seal_after(previous, event) for previous in seals}


def _tells_what_it_told(event: Event) -> bool:
    if event.erased_at:
        return not event.particulars and not event.salt
    return particulars.digest(event.particulars, event.salt) == event.digest


def _end(head: ChainHead, last_seq: int, seals: set[str]) -> Iterator[Finding]:
    if last_seq < head.seq:
        yield _finding(_missing(last_seq + 1, head.seq))
    elif head.seal not in seals:
        yield _finding(f"The head of the chain does not fit event seq {last_seq}.")
    beyond = Event.objects.filter(seq__gt=Coalesce(Subquery(ChainHead.objects.values("seq")[:1]), 0))
    for seq in beyond.order_by("seq").values_list("seq", flat=True):
        yield _finding(f"Event seq {seq} lies beyond the head of the chain.")


def _name(event: Event) -> str:
    return f"Event {event.pk} (seq {event.seq}, {event.verb})"


def _missing(first: int, last: int) -> str:
    return f"Event seq {first} is missing." if first == last else f"Events seq {first} to {last} are missing."


def _finding(message: str) -> Finding:
    return Finding("chain", message)
