"""What nobody needs any more: uploads that are over, files that waited in vain, bytes without a row."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from uuid import UUID

from django.db import transaction

from entregent.audit import SYSTEM
from entregent.core.clock import now
from entregent.core.scoping import GuardedQuerySet
from entregent.files import attaching, pages, staging
from entregent.files.models import OPEN, Bundle, File, every_file, every_upload
from entregent.files.storage import GRACE, Store, store

BATCH = 200


def sweep() -> None:
    forget_uploads()
    delete_unclaimed()
    drop_left_over()
    drop_claims()
    discard_orphans(store())
    forget_pictures()
    Bundle.objects.unscoped("archives that nobody fetched").filter(expires_at__lte=now()).delete()


def forget_uploads() -> None:
    """Over by their date. Their promise is freed; their bytes follow a day later (drop_left_over)."""
    every_upload().filter(expires_at__lte=now()).delete()


def delete_unclaimed() -> None:
    """Files that no record took in their week; a few at a time, so that nobody waits long behind."""
    while keys := list(waited_in_vain().values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            for file in waited_in_vain().filter(pk__in=keys).select_for_update(of=("self",)):
                attaching.remove(file, by=SYSTEM)


def waited_in_vain() -> GuardedQuerySet[File]:
    return every_file().filter(expires_at__lte=now())


def drop_left_over() -> None:
    """Staged bytes of a day ago that belong to no upload on its way."""
    for path in staging.left_over(GRACE):
        with suppress(ValueError):
            uuid = UUID(path.stem)
            if path.suffix or not every_upload().filter(uuid=uuid, state=OPEN).exists():
                path.unlink(missing_ok=True)


def drop_claims() -> None:
    """On uploads that are over: of processes that were killed while they waited."""
    for path in staging.claims().glob("*"):
        if not (staging.place() / path.name).exists():
            path.unlink(missing_ok=True)


def discard_orphans(objects: Store) -> None:
    """Bytes that no row names: of files deleted since, and of transactions that failed."""
    for digest in objects.digests():
        if not has_row(digest):
            objects.discard(digest, unless=partial(has_row, digest))


def forget_pictures() -> None:
    """Of pages whose file is gone."""
    for digest in pages.kept_digests():
        if not has_row(digest):
            pages.forget(digest)


def has_row(digest: str) -> bool:
    return bool(every_file().filter(digest=digest).exists())
