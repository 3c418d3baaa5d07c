"""The life of an upload: promised, received, then either a file or refused with words."""

from __future__ import annotations

import hashlib
from typing import BinaryIO
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entregent import audit
from entregent.files import attaching, inspection, names, purposes, room, staging
from entregent.files.models import OPEN, RECEIVED, REFUSED, File, Upload, every_upload
from entregent.files.purposes import MEGABYTE, Purpose
from entregent.files.storage import flush, store
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer

MOST_OPEN = 200  # uploads that one membership may have on their way


class TooLarge(Refused):
    """One file is larger than its purpose allows."""


class Closed(Refused):
    """The right to send files here was lost on the way."""


class Gone(Refused):
    """The upload is over: completed by another request, given up, or out of time."""


def begin(viewer: Viewer, name: str, size: int, purpose: str) -> Upload:
    """Promises room for a file of `size` bytes, and opens its staged file.

    Raises PermissionDenied for a purpose that is not this person's; Refused, with words, for an empty file, one that
    is too large, of a kind that is not accepted, or for which there is no room.
    """
    asked = purposes.open_to(viewer, purpose)
    if asked is None or viewer.house_id is None:
        raise PermissionDenied
    label = names.cleaned(name)
    demand_size(asked, size)
    inspection.demand_name(label, asked.kinds)
    with transaction.atomic():
        room.demand(viewer, size)
        demand_few(viewer)
        upload = Upload(
            house_id=viewer.house_id, membership_id=viewer.acting, name=label, size=size, purpose=asked.name
        )
        upload.save(force_insert=True)
        staging.begin(upload.uuid)
    return upload


def demand_size(purpose: Purpose, size: int) -> None:
    if size <= 0:
        raise inspection.Unfit(_("This file is empty."))
    if size > purpose.most_bytes:
        most = purpose.most_bytes // MEGABYTE
        text = ngettext(
            "This file is too large: at most %(most)d MB.", "This file is too large: at most %(most)d MB.", most
        )
        raise TooLarge(text % {"most": most})


def demand_few(viewer: Viewer) -> None:
    if Upload.objects.visible_to(viewer).filter(state=OPEN).count() >= MOST_OPEN:
        raise room.NoRoom(_("Too many files are on their way at once: finish or cancel some of them first."))


def complete(viewer: Viewer, uuid: UUID, digest: str) -> File:
    """Makes a file of an upload whose last byte has come; `digest` is the SHA-256 of what is staged.

    Everything is asked again, since a day may have passed: the right, the room, and now the content. Raises
    Refused with words; the upload is then refused for good, its bytes and its promise freed. Raises Gone when
    it is open no more.
    """
    upload = open_upload(viewer, uuid)
    try:
        kind = checked(viewer, upload)
        flush(staging.path(uuid))  # the long wait for the disk, before any lock is taken
        return keep(viewer, upload, digest, kind)
    except (inspection.Unfit, TooLarge, Closed, room.NoRoom) as refusal:
        refuse(viewer, upload, str(refusal.message))
        raise


def checked(viewer: Viewer, upload: Upload) -> str:
    """The media type of the content. Raises Refused."""
    purpose = purposes.open_to(viewer, upload.purpose)
    if purpose is None:
        raise Closed(_("You may no longer send files here."))
    demand_size(purpose, upload.size)
    if staging.size(upload.uuid) != upload.size:
        raise Gone(_("This upload is over."))
    return inspection.inspect(staging.path(upload.uuid), upload.name, purpose.kinds)


def keep(viewer: Viewer, upload: Upload, digest: str, kind: str) -> File:
    path, objects = staging.path(upload.uuid), store()
    try:
        with transaction.atomic():
            # The house first, then the upload: the order of `begin`, so that nobody waits in a ring.
            room.demand(viewer)
            locked = open_upload(viewer, upload.uuid, lock=True)
            file = file_of(locked, digest, kind)
            file.save(force_insert=True)
            attaching.tell("files.file.stored", file, by=viewer)
            locked.state = RECEIVED
            locked.save(update_fields=["state"])
            objects.keep(path, digest)  # last: a crash from here on leaves an orphan, never a row without bytes
    except BaseException:
        if not path.exists():
            objects.give_back(path, digest)
        raise
    return file


def file_of(upload: Upload, digest: str, kind: str) -> File:
    return File(
        uuid=upload.uuid, house_id=upload.house_id, membership_id=upload.membership_id, name=upload.name,
        size=upload.size, digest=digest, kind=kind, purpose=upload.purpose,
    )  # fmt: skip


def open_upload(viewer: Viewer, uuid: UUID, *, lock: bool = False) -> Upload:
    """Raises Gone."""
    rows = Upload.objects.visible_to(viewer)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(uuid=uuid).first()
    if found is None or found.state != OPEN or found.is_over:
        raise Gone(_("This upload is over."))
    return found  # type: ignore[no-any-return]


def refuse(viewer: Viewer, upload: Upload, reason: str) -> None:
    with transaction.atomic():
        mine = every_upload().filter(pk=upload.pk, state=OPEN)
        if not mine.update(state=REFUSED, reason=reason):
            return
        audit.record(
            "files.upload.refused", upload, by=viewer, house_id=upload.house_id, name=upload.name, size=upload.size,
            reason=reason,
        )  # fmt: skip
        transaction.on_commit(lambda: staging.drop(upload.uuid))


def give_up(viewer: Viewer, upload: Upload) -> None:
    """The sender wants it no more, whether it is on its way, refused, or received and not attached yet."""
    with transaction.atomic():
        attaching.free(viewer, [upload.uuid])
        audit.record(
            "files.upload.given_up", upload, by=viewer, house_id=upload.house_id, name=upload.name, size=upload.size
        )
        every_upload().filter(pk=upload.pk).delete()
        transaction.on_commit(lambda: staging.drop(upload.uuid))


def take(viewer: Viewer, sent: UploadedFile[bytes], purpose: str) -> File:
    """A file of a plain form, put through the same checks at once. Raises as `begin` and `complete`.

    Call it outside of any transaction, hence before what is `@once`: looking into a file takes its time.
    """
    upload = begin(viewer, sent.name or "", sent.size or 0, purpose)
    try:
        with staging.path(upload.uuid).open("ab") as staged:
            digest = copied(sent, staged)
        return complete(viewer, upload.uuid, digest)
    except Refused:
        staging.drop(upload.uuid)
        raise


def copied(sent: UploadedFile[bytes], staged: BinaryIO) -> str:
    """The SHA-256 of what was written."""
    sha = hashlib.sha256()
    for piece in sent.chunks():
        sha.update(piece)
        staged.write(piece)
    return sha.hexdigest()
