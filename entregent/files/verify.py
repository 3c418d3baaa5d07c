"""Rows against bytes: what is said to be kept is there, unchanged; what is there is wanted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from entregent.core.clock import now
from entregent.core.verify import Finding, check
from entregent.files.models import every_file
from entregent.files.storage import GRACE, Store, store

PIECE = 1024 * 1024
LATE = timedelta(days=1)  # what the sweep, each hour, has had its time for


@check("files", _("Files: each has its bytes, as they were received"))
def check_files() -> Iterator[Finding]:
    """Each file has its bytes, of its size and digest; no bytes are without a file; none waits beyond its week."""
    objects = store()
    rows = every_file().order_by("digest").values_list("digest", "uuid", "size")
    known: set[str] = set()
    for digest, uuid, size in rows.iterator():
        if digest not in known:  # several files may have one content, which is read once
            known.add(digest)
            yield from (Finding("files", f"file {uuid}: {fault}") for fault in faults_of(objects, digest))
        if objects.size(digest) not in (size, None):
            yield Finding("files", f"file {uuid}: {objects.size(digest)} bytes, {size} were received")
    yield from orphans(objects, known)
    for uuid in every_file().filter(expires_at__lt=now() - LATE).values_list("uuid", flat=True):
        yield Finding("files", f"file {uuid} waits for an owner beyond its week")


def faults_of(objects: Store, digest: str) -> Iterator[str]:
    try:
        with objects.open(digest) as file:
            sum_ = hashlib.sha256()
            while piece := file.read(PIECE):
                sum_.update(piece)
    except OSError as error:
        yield f"its bytes cannot be read: {type(error).__name__}"
        return
    if sum_.hexdigest() != digest:
        yield f"its bytes are damaged: object {digest} comes to {sum_.hexdigest()}"


def orphans(objects: Store, known: set[str]) -> Iterator[Finding]:
    for digest in objects.digests():
        if digest not in known and objects.age(digest) > GRACE + LATE:
            yield Finding("files", f"object {digest} belongs to no file")
