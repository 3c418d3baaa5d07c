"""From the start of a process of the server to its stop: what waits for ever is told when to end, and then made to."""

from __future__ import annotations

import asyncio
import signal
from weakref import WeakKeyDictionary

from entregent.core.bridge import ending
from entregent.core.bridge.wire import Receive, Send

SIGNALS = (signal.SIGTERM, signal.SIGINT)
_stop: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Event] = WeakKeyDictionary()


def stopping() -> asyncio.Event:
    """Set once the process was asked to stop: a door that would answer for ever then ends its answer."""
    loop = asyncio.get_running_loop()
    return _stop.setdefault(loop, asyncio.Event())


async def live(receive: Receive, send: Send) -> None:
    """ASGI's lifespan. The server waits for answers under way before it says shutdown: that would be too late."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            _hear_signals(asyncio.get_running_loop(), stopping())
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _hear_signals(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """Beside the server's own handlers, which live in the loop and go on being called."""
    for number in SIGNALS:
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(_stop_now, stop))
        signal.siginterrupt(number, False)


def _stop_now(stop: asyncio.Event) -> None:
    """Once, however often it is asked for."""
    if not stop.is_set():
        stop.set()
        ending.begin()
