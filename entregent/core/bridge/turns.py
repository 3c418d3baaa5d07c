"""Works that wait for a thread, by the network address that sent them: each address has its turn."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import Context
from dataclasses import dataclass, field
from typing import Any

from entregent.core.bridge.refusals import Crowded


@dataclass
class Work:
    """A function to be called, in a context of its own: a language that one activates is not that of the next."""

    function: Callable[[], Any]
    context: Context = field(default_factory=Context)
    future: Future[Any] = field(default_factory=Future)

    def do(self, over: Callable[[], None]) -> None:
        """over: called before the result is told, so that whoever was waiting for it finds room for the next."""
        try:
            result = self.context.run(self.function) if self.future.set_running_or_notify_cancel() else None
        except BaseException as error:  # noqa: BLE001 (raised where it is awaited)
            over()
            self.future.set_exception(error)
        else:
            over()
            if not self.future.cancelled():
                self.future.set_result(result)


class Turns:
    """At most so many works, waiting or being done. Beyond, the last of the address that has most makes room.

    So nobody is refused for the many works of somebody else, and one address alone may still use all that there is.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.under_way = 0
        self._waiting: dict[str, deque[Work]] = {}
        self._lock = threading.Lock()

    @property
    def total(self) -> int:
        return self.under_way + sum(map(len, self._waiting.values()))

    def add(self, address: str, work: Work) -> None:
        """Raises Crowded when the address has as many as any other, and there is no room."""
        with self._lock:
            if self.total >= self.most:
                self._make_room(address)
            self._waiting.setdefault(address, deque()).append(work)

    def take(self) -> Work | None:
        """The next work of the address whose turn it is; None when all were taken back."""
        with self._lock:
            if not self._waiting:
                return None
            address = next(iter(self._waiting))
            works = self._waiting.pop(address)
            work = works.popleft()
            if works:
                self._waiting[address] = works  # behind the others
            self.under_way += 1
            return work

    def end(self) -> None:
        with self._lock:
            self.under_way -= 1

    def _make_room(self, address: str) -> None:
        greediest = max(self._waiting, key=lambda other: len(self._waiting[other]), default="")
        most = len(self._waiting.get(greediest, ()))
        if most <= len(self._waiting.get(address, ())) + 1:
            raise Crowded
        self._waiting[greediest].pop().future.set_exception(Crowded())
