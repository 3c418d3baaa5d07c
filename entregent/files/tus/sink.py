"""From the network to the staged file: bytes are written as they come, in a thread that waits for none."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections import OrderedDict
from pathlib import Path
from uuid import UUID

from entregent.core.bridge.pool import Lane, lanes
from entregent.core.bridge.wire import Receive
from entregent.files.tus.hold import Writer

MOST_PENDING = 2 * 1024 * 1024  # bytes that wait for the disk
PIECE = 1024 * 1024
REMEMBERED = 256  # digests under way
BYTES, CHECKS = "bytes", "checks"
# Threads of their own: pages do not wait for disks, nor short writes for a file that is looked into.
lanes.setdefault(BYTES, Lane(BYTES, threads=2, waiting=10_000))
lanes.setdefault(CHECKS, Lane(CHECKS, threads=2, waiting=500))


class Digest:
    """The sum of the first `offset` bytes of a file that grows."""

    def __init__(self, algorithm: str = "sha256") -> None:
        self.offset = 0
        self._sha = hashlib.new(algorithm)

    def value(self) -> bytes:
        return self._sha.digest()

    def add(self, piece: memoryview, at: int) -> None:
        """Passed over unless it follows what is known: another process wrote meanwhile, and `whole` makes up for it."""
        if at == self.offset:
            self._sha.update(piece)
            self.offset += len(piece)

    def whole(self, path: Path) -> str:
        """Reads what it does not know yet. In hexadecimal."""
        with path.open("rb") as file:
            file.seek(self.offset)
            while piece := file.read(PIECE):
                self._sha.update(piece)
                self.offset += len(piece)
        return self._sha.hexdigest()


_digests: OrderedDict[UUID, Digest] = OrderedDict()


def digest_of(uuid: UUID) -> Digest:
    """The one of this process, which goes on from request to request; forgotten when there are too many."""
    digest = _digests.setdefault(uuid, Digest())
    _digests.move_to_end(uuid)
    if len(_digests) > REMEMBERED:
        _digests.popitem(last=False)
    return digest


def forget_digest(uuid: UUID) -> None:
    _digests.pop(uuid, None)


class Sink:
    """Adds to an open file, one write at a time. offset: where the file ends now."""

    def __init__(self, handle: int, digest: Digest, room: int) -> None:
        """room: bytes that may still be added; a piece that is beyond is left out, and `is_over` says so."""
        self.handle = handle
        self.digest = digest
        self.offset = os.fstat(handle).st_size
        self.room = room
        self.is_over = False
        self._pending: list[bytes] = []
        self._waiting = 0
        self._task: asyncio.Task[None] | None = None

    async def put(self, piece: bytes) -> None:
        """Returns at once unless the disk is behind. Raises OSError when an earlier write failed."""
        if len(piece) > self.room:
            self.is_over = True
            return
        self.room -= len(piece)
        if piece:
            self._pending.append(piece)
            self._waiting += len(piece)
        if self._task is None or self._task.done():
            await self._begin()
        elif self._waiting > MOST_PENDING:
            await asyncio.shield(self._task)
            await self._begin()

    async def settle(self) -> None:
        """Everything that was put is written: also what was put last before a cut."""
        while self._task is not None:
            await self._begin()

    async def _begin(self) -> None:
        """Hands over what is pending, after the result of the write before."""
        task, self._task = self._task, None
        if task is not None:
            await task
        if self._pending:
            pieces, self._pending, self._waiting = self._pending, [], 0
            self._task = asyncio.ensure_future(lanes[BYTES].run(lambda: self._write(pieces)))

    def _write(self, pieces: list[bytes]) -> None:
        for piece in pieces:
            view = memoryview(piece)
            while view:
                count = os.write(self.handle, view)
                self.digest.add(view[:count], self.offset)
                self.offset += count
                view = view[count:]


async def pour(receive: Receive, sink: Sink, writer: Writer) -> bool:
    """Takes the body of a request in. False when it was cut: by the network, or because the writer was told to end.

    Whatever had been received is in the file in the end, unless the disk refused it (OSError).
    """
    task = asyncio.ensure_future(_drain(receive, sink, writer))
    writer.task = task
    try:
        return await task
    except asyncio.CancelledError:
        if not writer.reason:
            raise
        return False
    finally:
        await sink.settle()


async def _drain(receive: Receive, sink: Sink, writer: Writer) -> bool:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return False
        piece = message.get("body", b"")
        writer.taken += len(piece)
        await sink.put(piece)
        if sink.is_over or not message.get("more_body", False):
            return True
