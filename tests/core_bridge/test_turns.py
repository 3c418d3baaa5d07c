"""Whose request is next: the addresses take turns, and the one that has most makes room."""

import asyncio
import threading
from contextlib import suppress

import pytest

from entregent.core.bridge.place import client
from entregent.core.bridge.pool import Lane
from entregent.core.bridge.refusals import Crowded
from entregent.core.bridge.turns import Turns, Work


def noted(turns, *addresses):
    works = [(address, Work(lambda: None)) for address in addresses]
    for address, work in works:
        turns.add(address, work)
    return works


def order(turns, works):
    taken = iter(turns.take, None)
    return [next(address for address, other in works if other is work) for work in taken]


def test_each_address_has_its_turn():
    turns = Turns(10)
    works = noted(turns, *"aaaabca")
    assert "".join(order(turns, works)) == "abcaaaa"


def test_the_works_of_one_address_stay_in_their_order():
    turns = Turns(10)
    works = [work for _, work in noted(turns, *"aaa")]
    assert list(iter(turns.take, None)) == works


def test_one_address_may_have_all_that_there_is():
    turns = Turns(5)
    noted(turns, *"aaaaa")
    with pytest.raises(Crowded):
        noted(turns, "a")


def test_the_address_with_most_makes_room_for_another():
    turns = Turns(5)
    hostile = noted(turns, *"aaaaa")
    kept = noted(turns, "b", "b")
    assert [work.future.done() for _, work in hostile] == [False, False, False, True, True]
    assert isinstance(hostile[-1][1].future.exception(), Crowded)
    assert order(turns, [*hostile, *kept]) == ["a", "b", "a", "b", "a"]


def test_nobody_gets_a_place_of_who_has_no_more():
    turns = Turns(4)
    noted(turns, *"aabb")
    with pytest.raises(Crowded):
        noted(turns, "b")
    noted(turns, "c")  # c has none: it gets one
    with pytest.raises(Crowded):
        noted(turns, "c")


def test_what_is_being_done_counts_and_is_not_taken_back():
    turns = Turns(2)
    noted(turns, "a", "a")
    assert turns.take()
    assert turns.take()
    with pytest.raises(Crowded):
        noted(turns, "b")
    turns.end()
    noted(turns, "b")


def test_a_lane_full_of_one_address_serves_another_next():
    lane, gate, served = Lane("test", threads=1, waiting=3), threading.Event(), []

    async def asked(address, answer):
        client.set(address)
        with suppress(Crowded):
            await lane.run(lambda: (gate.wait(), served.append(answer)))

    async def drill():
        hostile = [asyncio.create_task(asked("hostile", f"hostile {number}")) for number in range(20)]
        await asyncio.sleep(0)
        honest = asyncio.create_task(asked("honest", "honest"))
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(honest, *hostile)

    asyncio.run(drill())
    assert served.index("honest") <= 2  # the one that was being done, and one that had its turn
    assert len(served) <= 4


def test_who_went_away_is_not_answered_and_holds_no_place():
    lane, gate, served = Lane("test", threads=1, waiting=1), threading.Event(), []

    async def drill():
        first = asyncio.create_task(lane.run(gate.wait))
        await asyncio.sleep(0)
        gone = asyncio.create_task(lane.run(lambda: served.append("gone")))
        await asyncio.sleep(0)
        gone.cancel()
        with suppress(asyncio.CancelledError):
            await gone  # it is told so in the loop: the thread may be quicker
        gate.set()
        await first
        return await lane.run(lambda: "next")

    assert asyncio.run(drill()) == "next"
    assert not served
    assert lane.turns.total == 0
