"""Live events: a page that stays open hears within a second that something happened, and then asks what.

One small question a second to the database in each process, however many listen; no thread and no
connection for those who do. What happened is not told here: only the sign of the latest event (core/live.py).
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from random import uniform
from typing import Any, Final

from entregent.audit.search import latest
from entregent.core.bridge import pool
from entregent.core.bridge.departure import departure
from entregent.core.bridge.identity import identity
from entregent.core.bridge.lifespan import stopping
from entregent.core.bridge.refusals import Crowded
from entregent.core.bridge.wire import Receive, Scope, Send
from entregent.core.live import sign_of
from entregent.people.lives import asked_by_pages

PATH: Final = "/en-direct/flux/"
MOST, MOST_OF_SESSION = 1000, 4  # streams of a process; of one browser, which needs one
LOOK_SECONDS = 1.0
BEAT_SECONDS = 15.0  # then the right to listen is asked again, too
UNKNOWN = -1
HEADERS = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no")]
log = logging.getLogger(__name__)


@asked_by_pages
async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    """Until the browser leaves, the session ends or the server stops."""
    who = await identity(scope)
    if who.refusal:
        await who.refusal.send(send)
        return
    with audience().seat(str(who.request.session.session_key)), departure(receive) as left:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        if scope["method"] == "GET":
            await _tell(scope, send, left)
        await send({"type": "http.response.body", "body": b""})


async def _tell(scope: Scope, send: Send, left: asyncio.Task[None]) -> None:
    said = UNKNOWN
    stop = asyncio.create_task(stopping().wait())
    clock = asyncio.get_running_loop().time
    # Browsers that came at the same moment, as they do after a restart, are not asked again at the same moment.
    due = clock() + uniform(0, BEAT_SECONDS)  # noqa: S311 (not a secret)
    try:
        while not await audience().news(said, max(0, due - clock()), left, stop):
            number = audience().number
            await _say(send, f"data: {sign_of(number)}\n\n" if number != said else "event: beat\ndata:\n\n")
            said = number
            if clock() >= due:
                due = clock() + BEAT_SECONDS
                if (await identity(scope)).refusal:
                    await _say(send, "event: over\ndata:\n\n")
                    return
    finally:
        stop.cancel()


async def _say(send: Send, words: str) -> None:
    await send({"type": "http.response.body", "body": words.encode(), "more_body": True})


class Audience:
    """Those who listen in one process, and the one who looks for them all."""

    def __init__(self) -> None:
        self.seats: Counter[str] = Counter()
        self.number = UNKNOWN  # of the latest event, as it was at most LOOK_SECONDS ago
        self._changed = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None

    @contextmanager
    def seat(self, session: str) -> Iterator[None]:
        """Raises Crowded when this browser, or the process, holds as many as it may."""
        if self.seats[session] >= MOST_OF_SESSION or self.seats.total() >= MOST:
            raise Crowded
        self.seats[session] += 1
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        try:
            yield
        finally:
            self.seats[session] -= 1
            self.seats += Counter()  # those who left altogether are forgotten
            self._rest()

    async def news(self, said: int, seconds: float, *ends: asyncio.Task[Any]) -> bool:
        """Returns when there is something newer than `said`, or after so long; True once one of `ends` is done."""
        if self.number == said:
            change = asyncio.create_task(self._changed.wait())
            try:
                await asyncio.wait([change, *ends], timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            finally:
                change.cancel()
        return any(end.done() for end in ends)

    async def _look(self) -> None:
        while True:
            try:
                found = await pool.run(latest)
            except Exception:
                log.exception("Looking for news failed; it is tried again")
                found = self.number
            if found != self.number:
                self.number = found
                self._changed.set()
                self._changed = asyncio.Event()
            await asyncio.sleep(LOOK_SECONDS)

    def _rest(self) -> None:
        if not self.seats and self._looking:
            self._looking.cancel()
            self._looking, self.number, self._changed = None, UNKNOWN, asyncio.Event()


@cache
def audience() -> Audience:
    """Of this process, which has one loop."""
    return Audience()
