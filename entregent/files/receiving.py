"""The life of an upload: promised, received, then either a file or refused with words."""

from __future__ import annotations

import hashlib
import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entregent import audit
from entregent.core.clock import now
from entregent.files import attaching, inspection, names, purposes, room, scanner, staging
from entregent.files.models import OPEN, RECEIVED, REFUSED, File, Upload, every_upload
from entregent.files.purposes import MEGABYTE, Purpose
from entregent.files.storage import flush, store
from entregent.files.verdicts import INFECTED
from entregent.people import drafts
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer

DIGITS = re.compile("[0-9]{1,15}")
MOST_OPEN = 200  # uploads that one membership may have on their way
# Files of plain forms that one process looks into at once: fewer than the threads of their lane (core/bridge/pool.py).
LOOKS = threading.BoundedSemaphore(2)


class TooLarge(Refused):
    """One file is larger than its purpose allows."""


class Closed(Refused):
    """The right to send files here was lost on the way."""


class Infected(inspection.Unfit):
    """The scanner knows what it holds: nothing of it is kept."""


class Gone(Refused):
    """The upload is over: completed by another request, given up, or out of time."""


class Busy(Refused):
    """As many files as may be are being looked into."""


def begin_upload(
    viewer: Viewer, name: str, size: int, purpose: str, modified: str = "", place: str = ""
) -> Upload:  # fmt: skip
    """Promises room for a file of `size` bytes, and opens its staged file.

    modified, place: see Upload; what is neither a number nor a draft's place is left out.
    Raises PermissionDenied for a purpose that is not this person's; Refused, with words, for an empty file, one that
    is too large, of a kind that is not accepted, or for which there is no room.
    """
    asked = purposes.open_to(viewer, purpose)
    if asked is None or viewer.house_id is None:
        raise PermissionDenied
    label = names.clean_name(name)
    demand_size(asked, size)
    inspection.demand_name(label, asked.kinds)
    with transaction.atomic():
        room.demand(viewer, size)
        room.demand_fair(viewer, size)
        demand_few(viewer)
        upload = Upload(
            house_id=viewer.house_id, membership_id=viewer.acting, name=label, size=size, purpose=asked.name,
            modified=int(modified) if DIGITS.fullmatch(modified) else None,
            place=place if drafts.is_place(place) else "",
        )  # fmt: skip
        upload.save(force_insert=True)
        staging.begin_staging(upload.uuid)
    return upload


def renew_promise(viewer: Viewer, uuid: UUID) -> None:
    """It moves: its room is promised for another while. Raises NoRoom where it had lapsed and is gone, Gone."""
    with transaction.atomic():
        upload = open_upload(viewer, uuid)
        if upload.moved_at <= now() - room.PROMISED_FOR:
            more = upload.size - (staging.size(uuid) or 0)
            room.demand(viewer, more)
            room.demand_fair(viewer, more)
        Upload.objects.visible_to(viewer).filter(pk=upload.pk).update(moved_at=now())


def demand_size(purpose: Purpose, size: int) -> None:
    if size <= 0:
        raise inspection.Unfit(_("This file is empty."))
    if size > purpose.most_bytes:
        most = purpose.most_bytes // MEGABYTE
        raise TooLarge(_("This file is too large: at most %(most)d MB.") % {"most": most})


def demand_few(viewer: Viewer) -> None:
    if Upload.objects.visible_to(viewer).filter(state=OPEN).count() >= MOST_OPEN:
        raise room.NoRoom(_("Too many files are on their way at once: finish or cancel some of them first."))


@dataclass(frozen=True, slots=True)
class Ready:
    """An upload whose last byte has come, and what its content is to be compared with."""

    uuid: UUID
    path: Path
    name: str
    kinds: frozenset[str]


def complete(viewer: Viewer, uuid: UUID, digest: str) -> File:
    """Makes a file of an upload whose last byte has come; `digest` is the SHA-256 of what is staged.

    Everything is asked again, since a day may have passed: the right, the room, and now the content. Raises
    Refused with words; the upload is then refused for good, its bytes and its promise freed. Raises Gone when
    it is open no more. These are the three steps that the upload door takes one by one.
    """
    asked = ready(viewer, uuid)
    look = looked_into(asked)
    flush(asked.path)
    return keep_received(viewer, uuid, digest, look)


def ready(viewer: Viewer, uuid: UUID) -> Ready:
    """First: may it still be sent? Raises as `complete`; without a refusal for good, since nothing was looked at."""
    upload = open_upload(viewer, uuid)
    purpose = purposes.open_to(viewer, upload.purpose)
    if purpose is None:
        raise Closed(_("You may no longer send files here."))
    demand_size(purpose, upload.size)
    if staging.size(uuid) != upload.size:
        raise Gone(_("This upload can no longer go on: start it again."))
    return Ready(uuid, staging.path(uuid), upload.name, purpose.kinds)


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of a file: its content, and the verdict of the scanner."""

    content: inspection.Content
    verdict: str


def looked_into(ready: Ready) -> Look:
    """Second, without the database, while the bytes reach the disk: what it is, and the verdict. Raises Unfit."""
    content = inspection.inspect(ready.path, ready.name, ready.kinds)
    verdict, found = scanner.verdict_on(ready.path, content.unpacked)
    if verdict == INFECTED:
        raise Infected(INFECTED_WORDS % {"found": found})
    return Look(content, verdict)


def keep_received(viewer: Viewer, uuid: UUID, digest: str, look: Look) -> File:
    """Third: the row, its event and its bytes, all or nothing. Raises NoRoom, Gone."""
    path, objects = staging.path(uuid), store()
    try:
        with transaction.atomic():
            # The house first, then the upload: the order of `begin`, so that nobody waits in a ring.
            # Its bytes are here already: a disk that is short for a moment throws nothing away that is whole.
            room.demand_share(viewer)
            locked = open_upload(viewer, uuid, lock=True)
            file = file_of(locked, digest, look)
            file.save(force_insert=True)
            attaching.record_file_event("files.file.stored", file, by=viewer)
            locked.state = RECEIVED
            locked.save(update_fields=["state"])
            objects.keep(path, digest)  # last: a crash from here on leaves an orphan, never a row without bytes
    except BaseException:
        if not path.exists():
            objects.give_back(path, digest)
        raise
    return file


def file_of(upload: Upload, digest: str, look: Look) -> File:
    return File(
        uuid=upload.uuid, house_id=upload.house_id, membership_id=upload.membership_id, name=upload.name,
        size=upload.size, digest=digest, purpose=upload.purpose, kind=look.content.media,
        unpacked=look.content.unpacked, verdict=look.verdict,
    )  # fmt: skip


def open_upload(viewer: Viewer, uuid: UUID, *, lock: bool = False) -> Upload:
    """Raises Gone."""
    rows = Upload.objects.visible_to(viewer)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(uuid=uuid).first()
    if found is None or found.state != OPEN or found.is_over:
        raise Gone(_("This upload can no longer go on: start it again."))
    return found  # type: ignore[no-any-return]


def is_shut_out(uuid: UUID) -> bool:
    """Whether the sender's door was closed since."""
    sent = every_upload().filter(uuid=uuid)
    return bool(sent.exclude(membership__block=None, membership__departure=None).exists())


def refuse(uuid: UUID, reason: str, by: audit.Actor) -> None:
    """For good: its bytes go, its promise is freed, and the reason stays to be told."""
    with transaction.atomic():
        upload = every_upload().select_for_update(of=("self",)).filter(uuid=uuid, state=OPEN).first()
        if upload is None:
            return
        every_upload().filter(pk=upload.pk).update(state=REFUSED, reason=reason)
        audit.record(
            "files.upload.refused", upload, by=by, house_id=upload.house_id, name=upload.name, size=upload.size,
            reason=reason,
        )  # fmt: skip
        transaction.on_commit(lambda: staging.drop(upload.uuid))


def give_up(viewer: Viewer, uuid: UUID) -> None:
    """The sender wants it no more, whether it is on its way, refused, or received and not attached yet.

    Nothing is done, nor told, when another request was quicker: it was given up, or its file has an owner by now.
    """
    with transaction.atomic():
        upload = Upload.objects.visible_to(viewer).select_for_update(of=("self",)).filter(uuid=uuid).first()
        if upload is None or (not attaching.free(viewer, [uuid]) and upload.state == RECEIVED):
            return
        audit.record(
            "files.upload.given_up", upload, by=viewer, house_id=upload.house_id, name=upload.name, size=upload.size
        )
        upload.delete()
        transaction.on_commit(lambda: staging.drop(uuid))


def take_plain_file(viewer: Viewer, sent: UploadedFile[bytes], purpose: str) -> File:
    """A file of a plain form, put through the same checks at once. Raises as `begin` and `complete`; Busy.

    Call it outside of any transaction, hence before what is `@once`: looking into a file takes its time.
    """
    if not LOOKS.acquire(blocking=False):  # whoever waited would hold a thread that forms without a file need
        raise Busy(_("The server is looking into other files: add this one again in a moment."))
    try:
        upload = begin_upload(viewer, sent.name or "", sent.size or 0, purpose)
        return receive_at_once(viewer, sent, upload.uuid)
    finally:
        LOOKS.release()


def receive_at_once(viewer: Viewer, sent: UploadedFile[bytes], uuid: UUID) -> File:
    """The file of an upload that no other request knows of: whatever happens, it is over afterwards."""
    try:
        with staging.path(uuid).open("ab") as staged:
            digest = copy_and_digest(sent, staged)
        return complete(viewer, uuid, digest)
    except BaseException as error:
        staging.drop(uuid)
        if isinstance(error, Refused):
            refuse(uuid, str(error.message), viewer)
        every_upload().filter(uuid=uuid, state=OPEN).delete()  # the disk, say: nobody would ever go on with it
        raise


def copy_and_digest(sent: UploadedFile[bytes], staged: BinaryIO) -> str:
    """The SHA-256 of what was written."""
    sha = hashlib.sha256()
    for piece in sent.chunks():
        sha.update(piece)
        staged.write(piece)
    return sha.hexdigest()


INFECTED_WORDS = gettext_lazy(
    "The antivirus recognised a danger in this file (%(found)s): nothing of it is kept. Have your computer examined, "
    "then send the document again from another source."
)
