"""The body of a request, as it comes: awaited without a thread, within limits."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import IO

from entregent.core.bridge.limits import Limits, ledger, limits_of
from entregent.core.bridge.place import address_of
from entregent.core.bridge.refusals import Gone, TooLarge, TooSlow
from entregent.core.bridge.wire import Receive, Scope, header

IN_MEMORY = 64 * 1024  # bytes; a longer body waits in a file


@dataclass(frozen=True)
class Body:
    """Whole, and ready to be read. length: in bytes."""

    file: IO[bytes]
    length: int


@asynccontextmanager
async def body_of(scope: Scope, receive: Receive) -> AsyncIterator[Body]:
    """For a page: everything is there before a thread is taken, and gone after the block.

    Raises TooLarge, TooSlow, Crowded, or Gone.
    """
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        if not has_body(scope):
            yield Body(file, 0)
            return
        with ledger().body(address_of(scope)) as entry:
            length = 0
            async for piece in _pieces(scope, receive):
                entry.add(len(piece))
                length += len(piece)
                await _write(file, piece, length)
            file.seek(0)
            yield Body(file, length)


def has_body(scope: Scope) -> bool:
    return header(scope, b"content-length") not in ("", "0") or bool(header(scope, b"transfer-encoding"))


async def _pieces(scope: Scope, receive: Receive) -> AsyncIterator[bytes]:
    limits = limits_of(scope["path"])
    said = header(scope, b"content-length")
    _measure(int(said) if said.isdecimal() else 0, limits)
    pace, length, more = Pace(limits), 0, True
    while more:
        try:
            message = await asyncio.wait_for(receive(), limits.idle_seconds)
        except TimeoutError:
            raise TooSlow from None
        if message["type"] == "http.disconnect":
            raise Gone
        piece, more = message.get("body", b""), message.get("more_body", False)
        length += len(piece)
        _measure(length, limits)
        pace.note(len(piece))
        if piece:
            yield piece


def _measure(length: int, limits: Limits) -> None:
    if limits.body is not None and length > limits.body:
        raise TooLarge


class Pace:
    """How fast a body comes: a drop now and then is not coming."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.clock = asyncio.get_running_loop().time
        self._begin()

    def note(self, size: int) -> None:
        """Raises TooSlow at the end of a span in which too little came."""
        self.came += size
        if self.clock() < self.ends:
            return
        if self.came < self.limits.rate * self.limits.window_seconds:
            raise TooSlow
        self._begin()

    def _begin(self) -> None:
        self.came, self.ends = 0, self.clock() + self.limits.window_seconds


async def _write(file: IO[bytes], piece: bytes, length: int) -> None:
    """Disks may be slow: beyond what stays in memory, another thread than the server's writes."""
    if length <= IN_MEMORY:
        file.write(piece)
    else:
        await asyncio.to_thread(file.write, piece)
