"""What the worker does for this room."""

from typing import Any

from django.db import transaction

from entregent.audit import SYSTEM
from entregent.core.clock import now
from entregent.documents.models import TRASH, Document
from entregent.jobs import cron


@cron.every(seconds=600, name="documents.announce")
def announce_begun() -> None:
    """Documents whose first day has come."""
    for document in every_document().filter(told_at=None, starts_at__lte=now(), for_customers=True, trashed_at=None):
        with transaction.atomic():
            document.announce(by=SYSTEM)


@cron.daily(at="03:10", name="documents.purge")
def empty_trash() -> None:
    for document in every_document().filter(trashed_at__lte=now() - TRASH):
        document.purge()


def every_document() -> Any:
    return Document.objects.unscoped("documents whose day has come, of every house")
