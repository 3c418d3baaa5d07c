"""The upload door: who may, then bytes, then a file or a refusal in words."""

from __future__ import annotations

import asyncio
from uuid import UUID

from django.core.exceptions import PermissionDenied

from entregent.core.bridge.wire import Receive, Scope, Send
from entregent.files import purposes, receiving
from entregent.files.inspection import Unfit
from entregent.files.models import OPEN, RECEIVED, Upload
from entregent.files.room import NoRoom
from entregent.files.tus import PREFIX, hold
from entregent.files.tus.asked import ALGORITHMS, VERSION, Asked, Ended, Fault
from entregent.files.tus.intake import Intake, expiry
from entregent.files.tus.reply import Reply
from entregent.files.tus.visitor import Visitor
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer

EXTENSIONS = "creation,creation-with-upload,termination,expiration,checksum"
STATUSES: dict[type[Refused], int] = {
    receiving.TooLarge: 413, NoRoom: 413, receiving.Closed: 403, receiving.Gone: 410, Unfit: 422,
}  # fmt: skip


async def upload_door(scope: Scope, receive: Receive, send: Send) -> None:
    """An ASGI application: everything under PREFIX."""
    is_over = False
    try:
        reply = await answer(scope, receive)
    except Fault as fault:
        is_over = isinstance(fault, Ended)
        reply = Reply(fault.status, fault.words, fault.headers)
    except PermissionDenied:
        reply = Reply(403)
    except Refused as refusal:
        reply = Reply(STATUSES.get(type(refusal), 409), str(refusal.message))
    except hold.Busy:
        reply = Reply(423, headers={"Retry-After": "1"})
    is_left = reply.status >= 400 and scope["method"] in ("POST", "PATCH") and not is_over
    await reply.send(receive, send, body_is_left=is_left)


async def answer(scope: Scope, receive: Receive) -> Reply:
    """Raises Fault, PermissionDenied, Refused, Busy, and the bridge's Gone when the sender went away."""
    asked = Asked.read(scope)
    if asked.method == "OPTIONS":
        return options()
    if asked.uuid is not None:
        if asked.method == "HEAD":
            # What a closed connection had sent lies in another socket, perhaps another process's, and is not read yet.
            await asyncio.sleep(hold.LATECOMERS)
        with hold.in_line(asked.uuid):
            return await of_one(asked.uuid, asked, await Visitor.at(scope), receive)
    visitor = await Visitor.at(scope)
    if asked.method != "POST":
        raise Fault(405)
    return await create(asked, visitor, receive)


async def of_one(uuid: UUID, asked: Asked, visitor: Visitor, receive: Receive) -> Reply:
    await visitor.ask(upload_of, uuid)  # whose it is comes before whatever else may be wrong
    asked.demand_version()
    known = {"HEAD": look, "PATCH": add, "DELETE": give_up}
    if asked.method not in known:
        raise Fault(405)
    return await known[asked.method](uuid, asked, visitor, receive)


def options() -> Reply:
    told = {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Checksum-Algorithm": ",".join(ALGORITHMS)}
    return Reply(204, headers=told | {"Tus-Max-Size": str(purposes.most_bytes())})


async def create(asked: Asked, visitor: Visitor, receive: Receive) -> Reply:
    asked.demand_version()
    length, said = asked.length, asked.metadata
    name, purpose, modified, place = (said.get(key, "") for key in ("filename", "purpose", "modified", "place"))
    upload: Upload = await visitor.ask(receiving.begin_upload, name, length, purpose, modified, place)
    told = {"Location": f"{PREFIX}{upload.uuid}", **expiry(upload)}
    if asked.brings_bytes:
        async with hold.hold(upload.uuid) as handle:
            told |= (await Intake(upload, visitor, handle).take(asked, receive)).headers
    return Reply(201, headers=told)


async def look(uuid: UUID, asked: Asked, visitor: Visitor, receive: Receive) -> Reply:
    """How far it is. Whoever was sending it is told to let go: what is said here is what the next one goes on from."""
    upload = await find(uuid, visitor)
    offset = upload.size
    if upload.state == OPEN:
        try:
            async with hold.hold(uuid) as handle:
                offset = await Intake(upload, visitor, handle).settled()
        except hold.Vanished:
            await demand_received(uuid, visitor)
    return Reply(200, headers={"Upload-Offset": str(offset), "Upload-Length": str(upload.size), **expiry(upload)})


async def add(uuid: UUID, asked: Asked, visitor: Visitor, receive: Receive) -> Reply:
    if not asked.brings_bytes:
        raise Fault(415)
    upload = await find(uuid, visitor)
    try:
        if upload.state == OPEN:
            async with hold.hold(uuid) as handle:
                return await Intake(upload, visitor, handle).take(asked, receive)
    except hold.Vanished:
        await demand_received(uuid, visitor)
    if asked.offset != upload.size:
        raise Fault(409)
    return Reply(204, headers={"Upload-Offset": str(upload.size)})


async def give_up(uuid: UUID, asked: Asked, visitor: Visitor, receive: Receive) -> Reply:
    upload = await visitor.ask(upload_of, uuid)
    if upload.state == OPEN:
        try:
            async with hold.hold(uuid):
                await visitor.ask(receiving.give_up, uuid)
                return Reply(204)
        except hold.Vanished:
            pass
    await visitor.ask(receiving.give_up, uuid)
    return Reply(204)


# What the four above share


def upload_of(viewer: Viewer, uuid: UUID) -> Upload:
    """A stranger's upload is none at all. Raises Fault 404."""
    upload: Upload | None = Upload.objects.visible_to(viewer).filter(uuid=uuid).first()
    if upload is None:
        raise Fault(404)
    return upload


async def find(uuid: UUID, visitor: Visitor) -> Upload:
    """One that may go on, or was received. Raises Fault 404, and 410 with the reason when it is over."""
    upload: Upload = await visitor.ask(upload_of, uuid)
    if upload.state != RECEIVED and (upload.state != OPEN or upload.is_over):
        raise Fault(410, upload.reason)
    return upload


async def demand_received(uuid: UUID, visitor: Visitor) -> None:
    """Its staged file is gone: another request completed it, or it is over."""
    if (await find(uuid, visitor)).state != RECEIVED:
        raise Fault(410)
