"""A browser for raw doors: asks the bridge in memory, with the cookies of a test client.

What the bridge runs in its threads runs here in the thread of the test: it then sees the test's rows.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any
from unittest.mock import patch

from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client

from entregent.core.bridge import pool
from entregent.core.bridge.application import Bridge

HOST = b"testserver"
Work = tuple[Future[Any], Callable[[], Any]]


@dataclass
class Told:
    """What was answered. is_over: the answer was complete before the browser went away."""

    status_code: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""
    is_over: bool = False

    def json(self) -> Any:
        return json.loads(self.content)


class Here(Executor):
    """Runs in the thread that calls `serve` what other threads submit."""

    def __init__(self) -> None:
        self.works: SimpleQueue[Work | None] = SimpleQueue()

    def submit(self, function: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.works.put((future, lambda: function(*arguments, **named)))
        return future

    def serve(self) -> None:
        while (work := self.works.get()) is not None:
            future, function = work
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(function())
            except BaseException as error:  # noqa: BLE001 (it is raised again where it is awaited)
                future.set_exception(error)


@contextmanager
def in_this_thread() -> Iterator[Here]:
    """The connection of the test, with its transaction, stays open, as Django's own test client sees to."""
    here = Here()
    with ExitStack() as undone:
        undone.enter_context(patch.object(pool, "close_old_connections"))
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
            undone.callback(signal.connect, close_old_connections)
        for lane in pool.lanes.values():
            undone.enter_context(patch.object(lane, "executor", here))
        yield here


def run(coroutine: Any) -> Any:
    """What the coroutine returns, from a loop of another thread, while this one does the work of the pool."""
    result: Future[Any] = Future()
    with in_this_thread() as here:

        def loop() -> None:
            try:
                result.set_result(asyncio.run(coroutine))
            except BaseException as error:  # noqa: BLE001
                result.set_exception(error)
            finally:
                here.works.put(None)

        thread = threading.Thread(target=loop)
        thread.start()
        here.serve()
        thread.join()
    return result.result()


def ask(
    client: Client,
    method: str,
    path: str,
    *,
    body: bytes | Iterable[bytes] = b"",
    headers: dict[str, str] | None = None,
    pieces: int | None = None,
) -> Told:
    """What the bridge answers. body: at once, or as the pieces come. pieces: goes away after so many of the answer."""
    return run(asked(Bridge(), scope(client, method, path, headers or {}), body, pieces))  # type: ignore[no-any-return]


def scope(client: Client, method: str, path: str, headers: dict[str, str]) -> dict[str, Any]:
    """With what a page of ours sends along: the token, and where it comes from."""
    token = _get_new_csrf_string()
    cookies = {name: morsel.value for name, morsel in client.cookies.items()} | {"csrf": token}
    ours = {"Host": HOST.decode(), "Origin": f"http://{HOST.decode()}", "X-CSRFToken": token}
    ours["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    place, _, query = path.partition("?")
    return {
        "type": "http", "method": method, "path": place, "raw_path": place.encode(), "query_string": query.encode(),
        "http_version": "1.1", "scheme": "http", "server": ("testserver", 80), "client": ("127.0.0.1", 5),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in (ours | headers).items()],
    }  # fmt: skip


async def asked(application: Any, told: dict[str, Any], body: bytes | Iterable[bytes], pieces: int | None) -> Told:
    answer = Told()
    sent = iter([body] if isinstance(body, bytes) else body)
    left = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if (piece := next(sent, None)) is not None:
            return {"type": "http.request", "body": piece, "more_body": True}
        if "whole" not in told.setdefault("sent", set()):
            told["sent"].add("whole")
            return {"type": "http.request", "body": b"", "more_body": False}
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        nonlocal pieces
        if message["type"] == "http.response.start":
            answer.status_code = message["status"]
            answer.headers = {name.decode().title(): value.decode("latin-1") for name, value in message["headers"]}
            pieces = pieces if pieces is None else pieces + 1
        else:
            answer.content += message.get("body", b"")
            answer.is_over = not message.get("more_body")
        pieces = pieces if pieces is None else pieces - 1
        if answer.is_over or pieces == 0:
            left.set()

    if isinstance(body, bytes) and body and b"content-length" not in dict(told["headers"]):
        told["headers"].append((b"content-length", str(len(body)).encode()))
    await application(told, receive, send)
    return answer
