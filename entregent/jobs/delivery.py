"""Sends the next mail of the outbox, and decides what becomes of it."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from entregent.core import clock
from entregent.jobs.lease import Heartbeat, still_leased
from entregent.jobs.models import BLANKED, Mail
from entregent.jobs.transport import Refused, Transport, TryLater, Undelivered

log = logging.getLogger(__name__)

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
PATIENCE = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Attempt:
    mail: Mail
    failure: Undelivered | None


def send_next(transport: Transport, owner: str, lease: timedelta) -> Attempt | None:
    """Claims a mail, sends it, writes what became of it; None when none was due.

    A worker that dies between the peer's answer and the last line sends the mail twice, under
    one Message-ID: SMTP knows no better.
    """
    mail = claim(owner, lease)
    if mail is None:
        return None
    with Heartbeat(mail, lease):
        failure = attempt(transport, mail)
    mark(mail, failure)
    return Attempt(mail, failure)


def claim(owner: str, lease: timedelta) -> Mail | None:
    """Takes the next mail that is due, for `lease`. Must not be called inside a transaction."""
    if not due().exists():  # a read: an idle worker never asks for the write lock
        return None
    with transaction.atomic(durable=True):
        mail = due().select_for_update(of=("self",), skip_locked=True).first()
        if mail:
            take_mail(mail, owner, lease)
        return mail


def due() -> QuerySet[Mail]:
    """Mails whose time has come, and those of dead workers; never before an earlier one of their thread."""
    moment = clock.now()
    ready = Q(state=Mail.State.WAITING) & (Q(next_try_at=None) | Q(next_try_at__lte=moment))
    lost = Q(state=Mail.State.SENDING, lease_until__lt=moment)
    earlier = Mail.objects.filter(
        thread_key=OuterRef("thread_key"), id__lt=OuterRef("id"), state__in=Mail.UNFINISHED
    ).exclude(thread_key="")
    return Mail.objects.filter(ready | lost).exclude(Exists(earlier)).order_by("id")


def take_mail(mail: Mail, owner: str, lease: timedelta) -> None:
    moment = clock.now()
    mail.state = Mail.State.SENDING
    mail.attempts += 1
    mail.first_try_at = mail.first_try_at or moment
    mail.lease_owner, mail.lease_until = owner, moment + lease
    mail.save(update_fields=["state", "attempts", "first_try_at", "lease_owner", "lease_until"])


def attempt(transport: Transport, mail: Mail) -> Undelivered | None:
    try:
        transport.send(mail)
    except Undelivered as failure:
        # Neither address nor words: the peer's words often repeat the address.
        log.warning("Mail %s attempt %d: %s %s", mail.pk, mail.attempts, type(failure).__name__, failure.code or "")
        return failure
    except Exception as error:  # noqa: BLE001 one broken mail must not hold up the others
        # No traceback: it would quote the mail.
        log.error("Mail %s attempt %d: %s", mail.pk, mail.attempts, type(error).__name__)  # noqa: TRY400
        return TryLater(type(error).__name__)
    return None


def mark(mail: Mail, failure: Undelivered | None) -> bool:
    """False when the lease was lost, and the outcome is another's to write."""
    if failure is None:
        return _let_go(mail, state=Mail.State.SENT, sent_at=clock.now(), last_error="")
    if isinstance(failure, Refused):
        return _let_go(mail, state=Mail.State.REFUSED, last_error=failure.words)
    moment = clock.now()
    if mail.first_try_at and moment - mail.first_try_at >= PATIENCE:
        return _let_go(mail, state=Mail.State.GIVEN_UP, last_error=failure.words)
    return _let_go(mail, state=Mail.State.WAITING, last_error=failure.words, next_try_at=moment + pause(mail.attempts))


def pause(attempts: int) -> timedelta:
    return PAUSES[min(attempts, len(PAUSES)) - 1]


def _let_go(mail: Mail, **fields: Any) -> bool:
    if mail.holds_key and fields["state"] not in Mail.UNFINISHED and settings.MODE != "demo":
        fields |= BLANKED | {"purged_at": clock.now()}
    updated = Mail.objects.filter(**still_leased(mail), state=Mail.State.SENDING).update(lease_until=None, **fields)
    return updated == 1
