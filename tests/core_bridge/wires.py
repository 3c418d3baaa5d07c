"""A client written down: what it sends, and when."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

T = TypeVar("T")
DROP = {"type": "http.disconnect"}


OPENED = (b"cookie", b"csrf=of-a-page")  # which every page gives


def scope(*headers: tuple[bytes, bytes], **more: Any) -> dict[str, Any]:
    return {
        "type": "http", "method": "POST", "path": "/essai/", "raw_path": b"/essai/", "query_string": b"",
        "http_version": "1.1", "scheme": "http", "server": ("here", 80), "client": ("192.0.2.7", "5"),
        "headers": list(headers), **more,
    }  # fmt: skip


def part(body: bytes, more: bool = True) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def script(steps: Iterable[dict[str, Any] | float]) -> Any:
    """`receive` that gives the messages in turn; a number waits so many seconds; at the end nothing comes any more."""
    waiting = iter(steps)

    async def receive() -> dict[str, Any]:
        for step in waiting:
            if isinstance(step, dict):
                return step
            await asyncio.sleep(step)
        await asyncio.Event().wait()
        return DROP

    return receive


class Hurried(asyncio.SelectorEventLoop):
    """A loop whose clock jumps to the next moment that something waits for: minutes pass at once, none too late."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        select = self._selector.select  # type: ignore[attr-defined]

        def jump(timeout: float | None) -> Any:
            self.now += timeout or 0.0
            return select(timeout and 0)

        self._selector.select = jump  # type: ignore[attr-defined]

    def time(self) -> float:
        return self.now


def hurried(coroutine: Coroutine[Any, Any, T]) -> T:
    with asyncio.Runner(loop_factory=Hurried) as runner:
        return runner.run(coroutine)
