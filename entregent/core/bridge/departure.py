"""Whether a reader is still there: sending to nobody raises nothing, and would go on to the end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from entregent.core.bridge.wire import Receive


@contextmanager
def departure(receive: Receive) -> Iterator[asyncio.Task[None]]:
    """A task that is done once the client has left. For doors that take no body, or have read it to its end."""
    task = asyncio.create_task(_left(receive))
    try:
        yield task
    finally:
        task.cancel()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
