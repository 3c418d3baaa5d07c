"""Files and the scanner: those that wait for it, those that are looked at again, those for which somebody answers."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.core.scoping import GuardedQuerySet
from entregent.core.verify import Finding, check
from entregent.files import attaching, scanner
from entregent.files.models import File, every_file
from entregent.files.storage import store
from entregent.files.verdicts import CLEAN, INFECTED, PENDING, UNSCANNABLE
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer

BATCH = 50
AGAIN_FOR = timedelta(days=7)  # new signatures look again at what came in these days
PATIENCE = timedelta(minutes=10)  # before the administrators are told that files wait
log = logging.getLogger(__name__)


def examine_waiting() -> None:
    """Those that came while no scanner answered; it is asked once whether it is back."""
    if not scanner.is_set() or not waiting().exists():
        return
    try:
        scanner.signatures()
    except scanner.Away:
        log.warning("The scanner does not answer: %d files wait for it.", waiting().count())
        return
    for pk in list(waiting().order_by("pk").values_list("pk", flat=True)[:BATCH]):
        examine(pk)


def examine_again() -> None:
    """With new signatures, what came in the last days and was found clean."""
    if not scanner.is_set():
        return
    try:
        current = scanner.signatures()[:80]
    except scanner.Away:
        return
    recent = every_file().filter(at__gt=now() - AGAIN_FOR, verdict=CLEAN).exclude(signatures=current)
    for pk in list(recent.order_by("pk").values_list("pk", flat=True)):
        examine(pk, current)


def examine(pk: int, signatures: str = "") -> None:
    """Look at one file that is kept already; what changes is told to the room of its owner by the event."""
    file: File | None = every_file().filter(pk=pk).first()
    if file is None:
        return
    verdict, found = scanner.verdict_on(store().path(file.digest), file.unpacked)
    if verdict == PENDING or (verdict == CLEAN == file.verdict and not signatures):
        return
    with transaction.atomic():
        locked = every_file().select_for_update(of=("self",)).filter(pk=pk).first()
        if locked is None:
            return
        before, locked.verdict, locked.signatures = locked.verdict, verdict, signatures
        locked.save(update_fields=["verdict", "signatures"])
        if before != verdict:
            attaching.record_file_event(
                "files.file.examined", locked, by=audit.SYSTEM, verdict=verdict, before=before, found=found
            )


def release(uuid: UUID, reason: str, *, by: Viewer) -> None:
    """`by` answers for a file that could not be examined. The caller's verb has checked that they may.

    Raises Refused for one whose verdict is another by now.
    """
    with transaction.atomic():
        file = every_file().select_for_update(of=("self",)).filter(uuid=uuid, verdict=UNSCANNABLE).first()
        if file is None:
            raise Refused(_("This file no longer waits for somebody to answer for it."))
        file.released_at = now()
        file.save(update_fields=["released_at"])
        attaching.record_file_event("files.file.released", file, by=by, reason=reason)


def waiting() -> GuardedQuerySet[File]:
    return every_file().filter(verdict=PENDING)


@check("scanner", _("Files: none waits long for the scanner, none that is infected can be opened"))
def check_scanner() -> Iterator[Finding]:
    """The scanner answers, and nothing has waited for it for more than ten minutes."""
    if count := waiting().filter(at__lt=now() - PATIENCE).count():
        yield Finding("scanner", f"{count} files wait for the scanner, which does not answer")
    for uuid in every_file().filter(verdict=INFECTED).values_list("uuid", flat=True)[:BATCH]:
        yield Finding("scanner", f"file {uuid} was found infected: it is closed to everybody")
