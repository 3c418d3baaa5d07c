"""One request at a time on an upload, in this process and in all others; the latest has it.

Whoever holds the lock of the staged file may write to it; the kernel frees it with the process. A writer is told to
let go by its own process, or by a file of claims/ that bears the upload's name. Its process looks there a few times
a second, once for all its writers, and ends in the same round those whose bytes have stopped coming.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import takewhile
from pathlib import Path
from uuid import UUID

from entregent.core.bridge import lifespan
from entregent.files import staging
from entregent.files.storage import make_folders

ROUND = 0.2  # seconds between two looks at the claims
LATECOMERS = 0.1  # seconds in which requests that were sent before may still reach a process
PATIENCE = 8.0  # seconds for another process to let go
POLL = 0.03
FAREWELL = 0.5  # seconds, at most, for bytes that are here already
WINDOW = 30.0  # seconds, in each of which
LEAST = 6_000  # so many bytes must come

SUPERSEDED, STALLED, STOPPING = "superseded", "stalled", "stopping"


class Vanished(Exception):
    """The staged file is no longer there: completed, given up or swept."""


class Busy(Exception):
    """Another process does not let go."""


class Writer:
    """A task that takes bytes in, and may be told to end: it then keeps what it has."""

    def __init__(self) -> None:
        self.task: asyncio.Task[object] | None = None
        self.reason = ""
        self.taken = 0  # bytes
        self.mark = (asyncio.get_running_loop().time(), 0)
        self._leaving: asyncio.Task[None] | None = None

    def end(self, reason: str) -> None:
        if not self.reason and self.task:
            self.reason = reason
            self._leaving = asyncio.create_task(self._leave(self.task))

    async def _leave(self, task: asyncio.Task[object]) -> None:
        """What has arrived already is taken in first: of a connection that was closed, all that it had sent."""
        clock, before = asyncio.get_running_loop().time, -1
        end = clock() + FAREWELL
        while before != self.taken and clock() < end and not task.done():
            before = self.taken
            await asyncio.sleep(POLL)
        task.cancel()

    def judge(self, moment: float) -> None:
        """Ends it when too little came in the window that is over."""
        since, before = self.mark
        if moment - since >= WINDOW:
            if self.taken - before < LEAST:
                self.end(STALLED)
            self.mark = (moment, self.taken)


_writers: dict[UUID, Writer] = {}
_lines: dict[UUID, dict[asyncio.Task[object] | None, asyncio.Event]] = {}
_watch: asyncio.Task[None] | None = None


@contextmanager
def in_line(uuid: UUID) -> Iterator[None]:
    """A request keeps its place from when it came until it holds the upload, or is over.

    Else one that came later may ask how far it is before the bytes of an earlier one are taken in, and go on from
    a place that is then past.
    """
    line, task = _lines.setdefault(uuid, {}), asyncio.current_task()
    line[task] = asyncio.Event()
    try:
        yield
    finally:
        _leave_line(uuid)


@asynccontextmanager
async def hold(uuid: UUID) -> AsyncIterator[int]:
    """A handle of the staged file, to add to it, that nobody else has until the block ends.

    Raises Vanished, and Busy after PATIENCE. Those in line have it one after the other.
    """
    handle = open_staged(uuid)
    try:
        await _turn(uuid)
        await _take(handle, uuid)
        _leave_line(uuid)
        if not is_still_there(handle, uuid):
            raise Vanished
        yield handle
    finally:
        os.close(handle)


@asynccontextmanager
async def writing(uuid: UUID) -> AsyncIterator[Writer]:
    """Whoever holds it says that it writes, and can from then on be told to let go."""
    global _watch  # noqa: PLW0603
    writer = _writers[uuid] = Writer()
    if _watch is None or _watch.done():
        _watch = asyncio.create_task(_look_around())
    try:
        yield writer
    finally:
        if _writers.get(uuid) is writer:
            del _writers[uuid]


def open_staged(uuid: UUID) -> int:
    try:
        return os.open(staging.path(uuid), os.O_WRONLY | os.O_APPEND)
    except FileNotFoundError:
        raise Vanished from None


def is_still_there(handle: int, uuid: UUID) -> bool:
    """While we waited it may have been completed: the name is gone, and the handle leads to an object for good."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(staging.path(uuid)))  # noqa: PTH116
    except FileNotFoundError:
        return False


async def _turn(uuid: UUID) -> None:
    """Waits for those of this process who came before to hold it, or to be over."""
    task, line = asyncio.current_task(), _lines.get(uuid, {})
    try:
        async with asyncio.timeout(PATIENCE):
            for event in [line[one] for one in takewhile(lambda one: one is not task, line)]:
                await event.wait()
    except TimeoutError:
        raise Busy from None


def _leave_line(uuid: UUID) -> None:
    line = _lines.get(uuid, {})
    if event := line.pop(asyncio.current_task(), None):
        event.set()
    if not line:
        _lines.pop(uuid, None)


async def _take(handle: int, uuid: UUID) -> None:
    """Tells whoever writes to let go, again and again: the lock may pass to a third one first."""
    claim, end = staging.claims() / str(uuid), asyncio.get_running_loop().time() + PATIENCE
    try:
        while not is_locked(handle):
            if asyncio.get_running_loop().time() > end:
                raise Busy
            if writer := _writers.get(uuid):
                writer.end(SUPERSEDED)
            else:
                make_folders(staging.claims())
                claim.touch(mode=0o600)  # another that waits may have taken its own away, which is this one
            await asyncio.sleep(POLL)
    finally:
        claim.unlink(missing_ok=True)  # also one that a process left behind when it was killed


def is_locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


async def _look_around() -> None:
    """For as long as this process writes something."""
    loop, stop = asyncio.get_running_loop(), lifespan.stopping()
    while _writers:
        claimed = names(staging.claims())
        for uuid, writer in list(_writers.items()):
            if stop.is_set():
                writer.end(STOPPING)
            elif str(uuid) in claimed:
                writer.end(SUPERSEDED)
            else:
                writer.judge(loop.time())
        await asyncio.sleep(ROUND)


def names(place: Path) -> set[str]:
    try:
        return set(os.listdir(place))  # noqa: PTH208 (names are all that is wanted, often)
    except FileNotFoundError:
        return set()
