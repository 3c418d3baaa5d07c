"""The archive door: many files as one ZIP, read as they go out; each is asked for again, and noted, as if alone."""

from __future__ import annotations

import asyncio
import zlib
from functools import partial
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entregent.core.bridge import pool
from entregent.core.bridge.departure import departure
from entregent.core.bridge.identity import identity
from entregent.core.bridge.pool import lanes
from entregent.core.bridge.wire import Receive, Scope, Send
from entregent.core.clock import now
from entregent.core.disposition import disposition
from entregent.files import attaching
from entregent.files.giving import ARCHIVES
from entregent.files.giving.archive import Archive, Entry
from entregent.files.giving.door import PIECE, POLICY, READS, absent, begin, file_for, uuid_of
from entregent.files.models import Bundle, File
from entregent.files.storage import store
from entregent.people.viewer import Viewer


async def archive_door(scope: Scope, receive: Receive, send: Send) -> None:
    """An ASGI application: everything under ARCHIVES."""
    who = await identity(scope)
    if who.refusal:
        await who.refusal.send(send)
        return
    uuid = uuid_of(scope["path"], ARCHIVES) if scope["method"] in ("GET", "HEAD") else None
    asked = await pool.run(bundle_for, who.viewer, uuid)
    if asked is None:
        await (await pool.run(absent, who.request)).send(send)
        return
    name, files = asked
    archive = Archive.of((file.name, file.size, timezone.localtime(file.at)) for file in files)
    await begin(send, 200, headers_of(name, archive.length))
    if scope["method"] == "HEAD":
        await send({"type": "http.response.body", "body": b""})
        return
    await pool.run(note_all, who.viewer, files)
    with departure(receive) as left:
        await give(archive, files, send, left)


def bundle_for(viewer: Viewer, uuid: UUID | None) -> tuple[str, list[File]] | None:
    """Its name, and those of its files that the viewer may take now; None when nothing is left of it."""
    rows = Bundle.objects.visible_to(viewer).filter(uuid=uuid, expires_at__gt=now()) if uuid else []
    bundle = next(iter(rows), None)
    if bundle is None:
        return None
    found = (file_for(viewer, UUID(key)) for key in bundle.keys)
    files = [file for file in found if file is not None and file.may_open(viewer)]
    return (bundle.name, files) if files else None


def note_all(viewer: Viewer, files: list[File]) -> None:
    with transaction.atomic():
        for file in files:
            attaching.record_file_event("files.file.fetched", file, by=viewer, archive=True)


def headers_of(name: str, length: int) -> dict[str, str]:
    return {
        "Content-Type": "application/zip", "Content-Length": str(length), "Content-Disposition": disposition(name),
        "Cache-Control": "private, no-store", "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }  # fmt: skip


async def give(archive: Archive, files: list[File], send: Send, left: asyncio.Task[None]) -> None:
    for entry, file in zip(archive.entries, files, strict=True):
        await send({"type": "http.response.body", "body": entry.head(), "more_body": True})
        await pour(entry, store().path(file.digest), send, left)
        if left.done():
            return
        await send({"type": "http.response.body", "body": entry.tail(), "more_body": True})
    await send({"type": "http.response.body", "body": archive.end()})


async def pour(entry: Entry, path: Path, send: Send, left: asyncio.Task[None]) -> None:
    """A thread reads and sums each piece, and is free again."""
    rest = entry.size
    with path.open("rb") as source:
        while rest and not left.done():
            piece, entry.crc = await lanes[READS].run(partial(_next, source, min(PIECE, rest), entry.crc))
            if not piece:
                raise EOFError(f"{path.name} is shorter than it should be")
            rest -= len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": True})


def _next(source: object, size: int, crc: int) -> tuple[bytes, int]:
    piece: bytes = source.read(size)  # type: ignore[attr-defined]
    return piece, zlib.crc32(piece, crc)
