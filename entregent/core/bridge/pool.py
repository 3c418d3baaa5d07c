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
from functools import partial
from typing import TypeVar

from django.db import close_old_connections
from django.http import HttpRequest

from entregent.core.bridge.place import client
from entregent.core.bridge.turns import Turns, Work

T = TypeVar("T")
IN_ENVIRON = "entregent.lane"


class Lane:
    """threads: how many run at once. waiting: how many more may wait for one. niceness: as `nice` counts it.

    A lane of their own keeps requests that are dear on purpose (a password) from holding up all others.
    rests: after each, a thread sleeps so many times as long as it worked. Niceness is for the system's threads, and
    those of Python share one lock: a flood would otherwise have half of it.
    """

    def __init__(self, name: str, threads: int, waiting: int, niceness: int = 0, rests: int = 0) -> None:
        self.executor: Executor = ThreadPoolExecutor(threads, name, _give_way, (niceness,))
        self.rests = rests
        self.turns = Turns(threads + waiting)

    async def run(self, function: Callable[[], T]) -> T:
        """What the function returns, or raises, from a thread of this lane, when its address has its turn.

        Raises Crowded when too many wait.
        """
        work = Work(function)
        self.turns.add(client.get(), work)
        self.executor.submit(self._do_next)
        result: T = await asyncio.wrap_future(work.future)
        return result

    def _do_next(self) -> None:
        """There is a call for each work, and it does the one whose turn it is."""
        work = self.turns.take()
        if work is None:
            return
        work.do(over=partial(self._end, time.monotonic()))

    def _end(self, began: float) -> None:
        self.turns.end()
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


PAGES, FORMS, TRIES, PASSWORDS = "pages", "forms", "tries", "passwords"
lanes = {
    PAGES: Lane(PAGES, threads=2, waiting=200),
    # Forms that may bring a file, which is looked into; two at a time (files/receiving.py), so that one is left.
    FORMS: Lane(FORMS, threads=3, waiting=100),
    # What strangers post, as far as it is cheap: most of a flood is refused here, and no page waits for it.
    TRIES: Lane(TRIES, threads=1, waiting=100, niceness=5, rests=3),
    PASSWORDS: Lane(PASSWORDS, threads=1, waiting=16, niceness=5, rests=3),
}


class Parked(BaseException):
    """Leaves a page half-way, past all that catches errors: it is to be made from its beginning in another lane."""

    def __init__(self, lane: str) -> None:
        super().__init__(lane)
        self.lane = lane


def demand_lane(request: HttpRequest, lane: str) -> None:
    """Before what is dear, and before anything was written: goes on only in this lane. Raises Parked.

    What is cheap to refuse has then been refused elsewhere. Without the bridge there are no lanes.
    """
    if request.META.get(IN_ENVIRON, lane) != lane:
        raise Parked(lane)


async def run(function: Callable[..., T], *arguments: object) -> T:
    """For raw doors: calls the function where it may use the database, and gives its connection back."""

    def work() -> T:
        try:
            return function(*arguments)
        finally:
            close_old_connections()

    return await lanes[PAGES].run(work)
