"""The outbox: a mail is a row of the business transaction, sent later by the worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

from django.db import transaction
from django.db.transaction import TransactionManagementError

from entregent.jobs import message
from entregent.jobs.models import Mail

_gathered: ContextVar[list[Mail] | None] = ContextVar("gathered", default=None)


class NotRenewable(Exception):
    """The mail is still under way, or its content was blanked with age."""


def post(  # noqa: PLR0913 a mail has that many parts
    *,
    to_address: str,
    subject: str,
    text: str,
    kind: str,
    house_id: int | None,
    to_name: str = "",
    html: str = "",
    language: str = "fr",
    event_id: int | None = None,
    about: str = "",
    thread_key: str = "",
    holds_key: bool = False,
) -> Mail:
    """Puts a mail in the outbox; it exists when, and only when, the transaction is committed.

    `kind` is the event's verb, `about` what administrators read of it where its subject is not theirs to read.
    Mails of one `thread_key` leave in order. Of a mail that `holds_key` no word stays once it is over.
    Raises TransactionManagementError outside of transaction.atomic, ValidationError for an address that is none.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("outbox.post() belongs in the transaction of the act it tells of.")
    uuid = uuid4()
    mail = Mail(
        uuid=uuid,
        message_id=message.message_id(uuid),
        to_address=message.address(to_address),
        to_name=message.one_line(to_name, 200),
        subject=message.one_line(subject, 250),
        text=text,
        html=html,
        language=language,
        kind=kind,
        house_id=house_id,
        event_id=event_id,
        about=message.one_line(about, 200),
        envelope=message.one_line(about or subject, 250),
        thread_key=thread_key,
        holds_key=holds_key,
    )
    mail.digest = message.digest(mail)
    if (gathered := _gathered.get()) is None:
        mail.save(force_insert=True)
    else:
        gathered.append(mail)
    return mail


@contextmanager
def mails_together() -> Iterator[None]:
    """What is posted in the block is written at its end, by one statement; after an exception, nothing is."""
    gathered: list[Mail] = []
    outer = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(outer)
    Mail.objects.bulk_create(gathered)


def renew(mail_id: int) -> Mail:
    """Sends a finished mail once more, under the same Message-ID.

    Raises Mail.DoesNotExist, and NotRenewable for a mail that still waits or whose content is gone.
    """
    with transaction.atomic():
        mail = Mail.objects.select_for_update().get(pk=mail_id)
        if mail.state in Mail.UNFINISHED or mail.purged_at:
            raise NotRenewable(mail_id)
        mail.state = Mail.State.WAITING
        mail.attempts = 0
        mail.first_try_at = mail.next_try_at = mail.sent_at = None
        mail.save(update_fields=["state", "attempts", "first_try_at", "sent_at", "next_try_at"])
    return mail
