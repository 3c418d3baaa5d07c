"""The server of the product in a thread of the tests: raw doors and streams are there, as Django's own has none."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server

from entregent.core.bridge import lifespan
from entregent.core.bridge.application import Bridge
from tools.ports import free_port, status

STOP_SECONDS = 30
NOWHERE = "/static/absent.css"  # neither the database nor a session is asked for it


@contextmanager
def bridged() -> Iterator[str]:
    """Its address; it is stopped at the end, and everything that it was doing is over.

    The rows of the test must be committed (`live_server`, `transactional_db`).
    """
    port, ready, ends = free_port(), threading.Event(), []

    async def serve() -> None:
        # Without ASGI's lifespan: the signals that it hears belong to the main thread, which is the test's.
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
    while status(port, NOWHERE) is None:
        threading.Event().wait(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        for end in ends:
            end()
        thread.join(STOP_SECONDS)
    assert not thread.is_alive(), "the server does not stop"
