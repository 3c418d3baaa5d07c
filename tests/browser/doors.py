"""The portal behind its own bridge, in the process of the test: raw doors stand there, which Django's server lacks."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from granian.constants import Interfaces
from granian.server.embed import Server

from entregent.core.bridge.application import Bridge

WAIT = 20  # seconds to start, and to stop


@contextmanager
def served() -> Iterator[str]:
    """Its address."""
    port, loop = free_port(), asyncio.new_event_loop()
    stop = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=[serve(port, stop)], daemon=True)
    thread.start()
    await_answer(port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(WAIT)
        loop.close()


async def serve(port: int, stop: asyncio.Event) -> None:
    # Without ASGI's lifespan: the signals that it hears belong to the main thread, which is the test's.
    kind = Interfaces.ASGINL
    server = Server(bridge(), "127.0.0.1", port, interface=kind, log_enabled=False, websockets=False)
    running = asyncio.create_task(server.serve())
    await stop.wait()
    server.stop()
    await running


def bridge() -> Any:
    made = Bridge()

    async def application(scope: Any, receive: Any, send: Any) -> None:  # a function is what the server takes
        await made(scope, receive, send)

    return application


def await_answer(port: int) -> None:
    end = time.monotonic() + WAIT
    while not answers(port):
        assert time.monotonic() < end, "the portal does not answer"
        time.sleep(0.02)


def answers(port: int) -> bool:
    with closing(socket.socket()) as asked:
        asked.settimeout(0.2)
        return asked.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with closing(socket.socket()) as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
