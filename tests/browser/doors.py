"""The portal behind its own bridge, in the process of the test: raw doors stand there, which Django's live server lacks."""

from __future__ import annotations

import asyncio
import socket
import threading
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
    port, started = free_port(), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(serve(port, started)), daemon=True)
    thread.start()
    assert started.wait(WAIT)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        _stop.set()
        thread.join(WAIT)


_stop = threading.Event()


async def serve(port: int, started: threading.Event) -> None:
    _stop.clear()
    bridge = Bridge()

    async def pages(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "lifespan":  # signals belong to the main thread, which is the test's
            await bridge(scope, receive, send)

    server = Server(pages, "127.0.0.1", port, interface=Interfaces.ASGINL, log_enabled=False, websockets=False)
    running = asyncio.create_task(server.serve())
    while not answers(port):
        await asyncio.sleep(0.02)
    started.set()
    while not _stop.is_set():
        await asyncio.sleep(0.05)
    server.stop()
    await running


def answers(port: int) -> bool:
    with closing(socket.socket()) as asked:
        asked.settimeout(0.2)
        return asked.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with closing(socket.socket()) as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
