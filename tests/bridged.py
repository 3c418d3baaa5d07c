"""The server of the product in a thread of the tests: raw doors and streams are there, as Django's own has none."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection

from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server

from entregent.core.bridge import lifespan
from entregent.core.bridge.application import Bridge


@contextmanager
def bridged() -> Iterator[str]:
    """Its address. The rows of the test must be committed (`live_server`, `transactional_db`)."""
    port, ready, ends = _free_port(), threading.Event(), []

    async def serve() -> None:
        server = Server(
            Bridge(), port=port, interface=Interfaces.ASGINL, http=HTTPModes.http1, websockets=False, log_enabled=False
        )
        loop = asyncio.get_running_loop()
        ends.extend(partial(loop.call_soon_threadsafe, end) for end in (lifespan.stopping().set, server.stop))
        loop.call_soon(ready.set)
        await server.serve()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    ready.wait()
    _await_answer(port)
    try:
        yield f"http://localhost:{port}"
    finally:
        for end in ends:
            end()
        thread.join(10)


def _await_answer(port: int) -> None:
    for _ in range(500):
        connection = HTTPConnection("localhost", port, timeout=5)
        try:
            connection.request("GET", "/static/absent.css")
            connection.getresponse()
        except OSError:
            threading.Event().wait(0.01)
        else:
            return
        finally:
            connection.close()


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
