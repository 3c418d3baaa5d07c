"""One upload that a request holds: bytes go in, and what is whole becomes a file."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path

from django.utils.functional import Promise
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _

from entregent.audit import SYSTEM
from entregent.core.bridge import pool
from entregent.core.bridge.pool import lanes
from entregent.core.bridge.refusals import Gone as NobodyThere
from entregent.core.bridge.wire import Receive
from entregent.core.clock import now
from entregent.files import receiving, staging
from entregent.files.models import Upload
from entregent.files.room import PROMISED_FOR, NoRoom
from entregent.files.storage import flush
from entregent.files.tus.asked import Asked, Ended, Fault
from entregent.files.tus.hold import STALLED, STOPPING, SUPERSEDED, Writer, writing
from entregent.files.tus.reply import Reply
from entregent.files.tus.sink import BYTES, CHECKS, PIECE, Digest, Sink, digest_of, forget_digest, pour
from entregent.files.tus.visitor import SIGN_IN, Visitor, in_language
from entregent.people.errors import Refused

LATELY = PROMISED_FOR / 6  # a promise is not renewed at each piece
ENDS: dict[str, tuple[int, dict[str, str]]] = {
    SUPERSEDED: (409, {}), STALLED: (408, {}), STOPPING: (503, {"Retry_After": "2"}),
}  # fmt: skip


def expiry(upload: Upload) -> dict[str, str]:
    return {"Upload-Expires": http_date(upload.expires_at.timestamp())}


class Intake:
    """handle: of the staged file, held for as long as this lives."""

    def __init__(self, upload: Upload, visitor: Visitor, handle: int) -> None:
        self.upload = upload
        self.visitor = visitor
        self.sink = Sink(handle, digest_of(upload.uuid), upload.size - os.fstat(handle).st_size)

    async def take(self, asked: Asked, receive: Receive) -> Reply:
        """The body of a request. Raises Fault; Refused when the content is; NobodyThere after a cut."""
        # Bytes sent with the creation begin at the beginning, and do not say so.
        offset = asked.offset if asked.method == "PATCH" else 0
        if offset != self.sink.offset:
            raise Fault(409, Upload_Offset=str(self.sink.offset))
        if (asked.announced or 0) > self.sink.room:
            raise Fault(413)
        await self._promised()
        writer = await self._pour(asked, receive)
        if await self.settled() < self.upload.size and writer is not None:
            raise reason_of_cut(writer)
        return Reply(204, headers={"Upload-Offset": str(self.sink.offset), **expiry(self.upload)})

    async def _promised(self) -> None:
        """A promise lapses while nothing comes. Raises Fault for want of room: what has come stays, to go on later."""
        if self.upload.moved_at > now() - LATELY:
            return
        try:
            await self.visitor.ask(receiving.renew_promise, self.upload.uuid)
        except NoRoom as refusal:
            raise Fault(507, str(refusal.message)) from None

    async def settled(self) -> int:
        """How far it is; what is whole is completed first, here or after a process that died before it could."""
        if self.sink.offset == self.upload.size:
            await self._complete()
        return self.sink.offset

    async def _pour(self, asked: Asked, receive: Receive) -> Writer | None:
        """The writer of a body that was cut, None of one that came to its end."""
        async with writing(self.upload.uuid) as writer:
            try:
                if asked.checksum:
                    whole = await self._checked(*asked.checksum, receive, writer)
                else:
                    whole = await pour(receive, self.sink, writer)
            except OSError:
                raise Fault(507, self._say(NO_DISK)) from None
        if self.sink.is_over:
            raise Fault(413)
        return None if whole else writer

    async def _checked(self, algorithm: str, wanted: bytes, receive: Receive, writer: Writer) -> bool:
        """A body that comes with its sum stands aside until that is right: nothing that is wrong is ever counted."""
        aside = staging.path(self.upload.uuid).with_suffix(".aside")
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
        try:
            sum_ = Digest(algorithm)
            side = Sink(handle, sum_, self.sink.room)
            if not await pour(receive, side, writer):
                return False
            if side.is_over:
                raise Fault(413)
            if sum_.value() != wanted:
                raise Fault(460)
            await self._append(aside)
            return True
        finally:
            os.close(handle)
            aside.unlink(missing_ok=True)

    async def _append(self, aside: Path) -> None:
        """Bytes that are right, in their order: a process that dies here has kept a beginning of them."""
        with aside.open("rb") as file:
            while piece := await lanes[BYTES].run(partial(file.read, PIECE)):
                await self.sink.put(piece)
        await self.sink.settle()

    async def _complete(self) -> None:
        """Everything is asked again: hours may have passed since the first byte."""
        uuid, visitor = self.upload.uuid, await self._again()
        try:
            ready = await visitor.ask(receiving.ready, uuid)
            digest = await lanes[CHECKS].run(partial(digest_of(uuid).whole, ready.path))
            look = partial(receiving.looked_into, ready)
            # The disk has its time while the content is looked into.
            seen, _done = await asyncio.gather(
                lanes[CHECKS].run(partial(in_language, visitor.language, look)),
                lanes[BYTES].run(partial(flush, ready.path)),
            )
            await visitor.ask(receiving.keep_received, uuid, digest, seen)
        except receiving.Gone:
            raise
        except Refused as refusal:
            await pool.run(receiving.refuse, uuid, str(refusal.message), visitor.viewer)
            raise
        finally:
            forget_digest(uuid)

    async def _again(self) -> Visitor:
        """Who sends, as they stand now. Somebody who is merely signed out may come back, and completes it then."""
        try:
            visitor = await Visitor.at(self.visitor.scope)
        except Fault:
            if await pool.run(receiving.is_shut_out, self.upload.uuid):
                words = self._say(SHUT_OUT)
                await pool.run(receiving.refuse, self.upload.uuid, words, SYSTEM)
                raise receiving.Closed(words) from None
            raise
        if visitor.viewer.membership_id != self.upload.membership_id:
            raise Fault(401, self._say(SIGN_IN))
        return visitor

    def _say(self, words: Promise) -> str:
        return in_language(self.visitor.language, lambda: str(words))


def reason_of_cut(writer: Writer) -> Exception:
    """What ended a body before its end: the network, or somebody here who said why."""
    if not writer.reason:
        return NobodyThere()
    status, headers = ENDS[writer.reason]
    return Ended(status, **headers)


NO_DISK = _("The server has no room left for files: try again later.")
SHUT_OUT = _("Your access was closed while this file was on its way.")
