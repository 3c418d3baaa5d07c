"""The few threads where Django runs: everything else of the server waits without one."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from contextvars import Context
from typing import TypeVar

from django.db import close_old_connections

from entregent.core.bridge.refusals import Crowded

T = TypeVar("T")


class Lane:
    """threads: how many run at once. waiting: how many more may wait for one. niceness: as `nice` counts it.

    A lane of their own keeps requests that are dear on purpose (a password) from holding up all others.
    rests: after each, a thread sleeps so many times as long as it worked. Niceness is for the system's threads, and
    those of Python share one lock: a flood would otherwise have half of it.
    """

    def __init__(self, name: str, threads: int, waiting: int, niceness: int = 0, rests: int = 0) -> None:
        self.executor: Executor = ThreadPoolExecutor(threads, name, _give_way, (niceness,))
        self.rests = rests
        self.most = threads + waiting
        self.busy = 0

    async def run(self, function: Callable[[], T]) -> T:
        """What the function returns, or raises, from a thread of this lane. Raises Crowded when too many wait.

        Each call has a context of its own: a language that one activates is not that of the next.
        """
        if self.busy >= self.most:
            raise Crowded
        self.busy += 1
        try:
            return await asyncio.wrap_future(self.executor.submit(Context().run, self._timed, function))
        finally:
            self.busy -= 1

    def _timed(self, function: Callable[[], T]) -> T:
        began = time.monotonic()
        try:
            return function()
        finally:
            if self.rests:  # behind those who wait already: nobody's answer is held back by their own
                with suppress(RuntimeError):  # the process is ending
                    self.executor.submit(time.sleep, self.rests * (time.monotonic() - began))


def _give_way(niceness: int) -> None:
    """Linux has a niceness for each thread; elsewhere it is the whole process's, which must not slow down.

    On top of what the process has: nobody but root may ask for less than that.
    """
    if niceness and sys.platform == "linux":
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + niceness)


PAGES, FORMS, PASSWORDS = "pages", "forms", "passwords"
lanes = {
    PAGES: Lane(PAGES, threads=2, waiting=200),
    # Forms that may bring a file, which is looked into; two at a time (files/receiving.py), so that one is left.
    FORMS: Lane(FORMS, threads=3, waiting=100),
    PASSWORDS: Lane(PASSWORDS, threads=1, waiting=16, niceness=5, rests=2),
}


async def run(function: Callable[..., T], *arguments: object) -> T:
    """For raw doors: calls the function where it may use the database, and gives its connection back."""

    def work() -> T:
        try:
            return function(*arguments)
        finally:
            close_old_connections()

    return await lanes[PAGES].run(work)
