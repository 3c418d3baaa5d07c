import asyncio
import os
import threading
from contextvars import ContextVar
from unittest.mock import Mock

import pytest

from entregent.core.bridge import pool
from entregent.core.bridge.pool import Lane, run
from entregent.core.bridge.refusals import Crowded

said = ContextVar("said", default="nothing")


def test_too_many_are_told_to_come_back():
    lane, gate = Lane("test", threads=1, waiting=1), threading.Event()

    async def three():
        first, second = (asyncio.ensure_future(lane.run(gate.wait)) for _ in range(2))
        await asyncio.sleep(0)
        with pytest.raises(Crowded):
            await lane.run(gate.wait)
        gate.set()
        await asyncio.gather(first, second)
        return await lane.run(lambda: "again")

    assert asyncio.run(three()) == "again"


@pytest.mark.parametrize("rests", [2, 0])
def test_a_lane_of_dear_requests_rests_after_each(monkeypatch, rests):
    slept, clock = [], iter((10.0, 10.5, 20.0, 20.0))
    monkeypatch.setattr(pool, "time", Mock(sleep=slept.append, monotonic=lambda: next(clock)))
    lane = Lane("test", threads=1, waiting=1, rests=rests)

    async def two():
        return [await lane.run(lambda: "first"), await lane.run(lambda: list(slept))]

    assert asyncio.run(two()) == ["first", [1.0] if rests else []]


def test_a_lane_gives_way_to_the_others_on_top_of_what_the_server_gives():
    """Were it less than the server's, the system would refuse it, and the lane would answer nobody."""

    def niceness():
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    def served():
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness() + 7)
        given.append(niceness())
        given.append(asyncio.run(Lane("test", threads=1, waiting=0, niceness=5).run(niceness)))

    given = []
    thread = threading.Thread(target=served)  # its own niceness, which the other tests do not get
    thread.start()
    thread.join()
    assert given[1] == given[0] + 5


def test_what_one_request_sets_is_not_the_next_ones():
    lane = Lane("test", threads=1, waiting=1)

    async def both():
        await lane.run(lambda: said.set("something"))
        return await lane.run(said.get)

    assert asyncio.run(both()) == "nothing"


def test_an_error_is_raised_where_it_is_awaited():
    lane = Lane("test", threads=1, waiting=0)
    with pytest.raises(ZeroDivisionError):
        asyncio.run(lane.run(lambda: 1 // 0))
    assert lane.turns.total == 0


def test_a_raw_doors_connection_is_given_back(monkeypatch):
    closed = []
    monkeypatch.setattr(pool, "close_old_connections", lambda: closed.append(threading.get_ident()))
    ran = asyncio.run(run(threading.get_ident))
    assert closed == [ran]
    assert ran != threading.get_ident()
