import asyncio
import threading
from contextvars import ContextVar

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
    assert lane.busy == 0


def test_a_raw_doors_connection_is_given_back(monkeypatch):
    closed = []
    monkeypatch.setattr(pool, "close_old_connections", lambda: closed.append(threading.get_ident()))
    ran = asyncio.run(run(threading.get_ident))
    assert closed == [ran]
    assert ran != threading.get_ident()
