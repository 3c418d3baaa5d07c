"""The download door: finds the file, asks its owner's rule, and sends bytes as fast as the reader takes them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest
from django.urls import get_resolver

from entregent.audit.search import history_of
from entregent.core.bridge import pool
from entregent.core.bridge.answers import Answer, answer_of
from entregent.core.bridge.departure import departure
from entregent.core.bridge.headers import as_bytes
from entregent.core.bridge.identity import identity
from entregent.core.bridge.pool import Lane, lanes
from entregent.core.bridge.wire import PATHSEND, Receive, Scope, Send
from entregent.core.clock import now
from entregent.core.disposition import disposition
from entregent.files import attaching, owners
from entregent.files.giving import PREFIX
from entregent.files.giving.ranges import Part, requested_part
from entregent.files.models import File, every_file
from entregent.files.storage import store
from entregent.people.viewer import Viewer

PIECE = 256 * 1024
INTERNAL = "/entregent-objects/"  # the place that nginx alone may read (docs/nginx.md)
SAME_READING = timedelta(hours=12)  # parts asked for within this time belong to one reading
READS = "reads"
lanes.setdefault(READS, Lane(READS, threads=2, waiting=1000))

# Whatever the content is, a browser that is made to show it runs nothing of it and fetches nothing.
POLICY = "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'"


async def download_door(scope: Scope, receive: Receive, send: Send) -> None:
    """An ASGI application: everything under PREFIX."""
    who = await identity(scope)
    if who.refusal:
        await who.refusal.send(send)
        return
    file = await pool.run(file_for, who.viewer, uuid_of(scope["path"])) if scope["method"] in ("GET", "HEAD") else None
    if file is None:
        await (await pool.run(absent, who.request)).send(send)
        return
    if not await pool.run(file.may_open, who.viewer):
        await (await pool.run(held_back, who.request)).send(send)
        return
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    part = requested_part(headers, file.size, tag_of(file))
    if scope["method"] == "GET" and part.length:
        await pool.run(note_download, who.viewer, file, part)
    with departure(receive) as left:
        await give(file, part, scope, send, left)


def uuid_of(path: str, prefix: str = PREFIX) -> UUID | None:
    """The name that follows is for people, and checked by nobody."""
    said = path.removeprefix(prefix).partition("/")[0]
    try:
        return UUID(said)
    except ValueError:
        return None


def file_for(viewer: Viewer, uuid: UUID | None) -> File | None:
    """What the viewer may take now: their own that waits for an owner, or that of an owner whom they see."""
    file: File | None = every_file().select_related("membership").filter(uuid=uuid).first() if uuid else None
    if file is None:
        return None
    if file.is_attached:
        return file if owners.sees_owner(viewer, file.owner_label, file.owner_pk) else None
    return file if file.membership_id == viewer.membership_id else None


def absent(request: HttpRequest) -> Answer:
    """The very page of what does not exist."""
    handler: Any = get_resolver().resolve_error_handler(404)
    return answer_of(handler(request, exception=Http404()))


def held_back(request: HttpRequest) -> Answer:
    """Its verdict keeps it from this person: they see that it is there, and do not get it."""
    handler: Any = get_resolver().resolve_error_handler(403)
    return answer_of(handler(request, exception=PermissionDenied()))


def note_download(viewer: Viewer, file: File, part: Part) -> None:
    """Who took what: each time that it is asked for whole, once in half a day for all that is asked for in parts."""
    if part.status == 206:
        known = history_of("files.file", file.pk).filter(
            verb="files.file.fetched", actor_membership_id=viewer.membership_id, at__gt=now() - SAME_READING
        )
        if known.exists():
            return
    with transaction.atomic():
        attaching.record_file_event("files.file.fetched", file, by=viewer)


def note_reading(viewer: Viewer, file: File) -> None:
    """Pages of it were shown: once for all that one person sees of it in half a day."""
    known = history_of("files.file", file.pk).filter(
        verb="files.file.viewed", actor_membership_id=viewer.membership_id, at__gt=now() - SAME_READING
    )
    if not known.exists():
        with transaction.atomic():
            attaching.record_file_event("files.file.viewed", file, by=viewer)


def tag_of(file: File) -> str:
    return f'"{file.digest}"'


def headers_of(file: File, part: Part) -> dict[str, str]:
    """Always to be kept, never shown: pages are shown as pictures (files/pages.py).

    No cache keeps it: who may read it is asked each time, also on a machine that several people share.
    """
    told = {"ETag": tag_of(file), "Cache-Control": "private, no-store", "Accept-Ranges": "bytes", **part.headers}
    if part.status in (200, 206):
        told |= {"Content-Type": file.kind, "Content-Disposition": disposition(file.name),
                 "Content-Length": str(part.length)}  # fmt: skip
    elif part.status == 416:
        told["Content-Length"] = "0"
    return told | {
        "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }  # fmt: skip


async def give(file: File, part: Part, scope: Scope, send: Send, left: asyncio.Task[None]) -> None:
    path = store().path(file.digest)
    told = headers_of(file, part)
    if settings.SENDFILE == "nginx" and part.status != 304:
        await begin(send, 200, proxy_headers(told, path))
        await send({"type": "http.response.body", "body": b""})
        return
    await begin(send, part.status, told)
    if scope["method"] == "HEAD" or not part.length:
        await send({"type": "http.response.body", "body": b""})
    elif part.status == 200 and PATHSEND in scope.get("extensions", {}):
        await send({"type": PATHSEND, "path": str(path)})  # the server reads the file by itself
    else:
        await pour(path, part, send, left)


def proxy_headers(told: dict[str, str], path: Path) -> dict[str, str]:
    """The proxy reads the file: it finds the range and the length by itself."""
    kept = {name: value for name, value in told.items() if name not in ("Content-Length", "Content-Range", "ETag")}
    return kept | {"X-Accel-Redirect": INTERNAL + "/".join(path.parts[-3:])}


async def begin(send: Send, status: int, told: dict[str, str]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": as_bytes(told.items())})


async def pour(path: Path, part: Part, send: Send, left: asyncio.Task[None]) -> None:
    """A thread reads each piece and is free again; between two, only the reader is waited for."""
    rest = part.length
    with path.open("rb") as file:
        file.seek(part.start)
        while rest and not left.done():
            piece = await lanes[READS].run(partial(file.read, min(PIECE, rest)))
            if not piece:
                raise EOFError(f"{path.name} is shorter than it should be")
            rest -= len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": rest > 0})
