"""`bin/bench --crowd`: people at work all at once, what they wait for, and the night that archives."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from random import Random
from statistics import median

from bench import processes
from bench.doors import STREAM, opened
from bench.ground import PYTHON, Ground, running
from bench.load import Connection, get
from bench.report import Figure, percentile

SEATS, AT_THE_DESK = 200, 40  # people, of whom so many of the provider's
PROCESSES = "2"  # of pages, one for each core of the machine that the bar names
PACE, SECONDS = 10, 120  # seconds between two pages of one person, and of the whole
CUSTOMER, DESK, SEARCH = "customer pages", "desk pages", "desk search"
WANTED = {CUSTOMER: 200, DESK: 400, SEARCH: 400}  # ms, p95
MOST_MIB = 400
ARCHIVED, MOST_SECONDS = 100_000, 60
Took = dict[str, list[float]]


@dataclass(frozen=True)
class Seat:
    """A person at work: the cookie they hold, and the pages they ask for in turn, each with its kind."""

    session: str
    pages: list[tuple[str, str]]


def drills(place: Ground) -> list[Figure]:
    seats = [Seat(**seat) for seat in json.loads(place.run("bench.seats", str(SEATS), str(AT_THE_DESK)))]
    command = [PYTHON, "-m", "entregent", "serve", "--port", str(place.port), "--processes", PROCESSES]
    with running(command, place) as server:
        place.await_answer()
        found = asyncio.run(_work(place.port, seats, server.pid))
    return [*found, *_archived(place)]


async def _work(port: int, seats: list[Seat], leader: int) -> list[Figure]:
    """A first turn warms the caches of the pages, as the first minutes of a day do, and is not kept."""
    async with opened(port, [get(STREAM, seat.session, port) for seat in seats]) as held:
        await _turns(port, seats, PACE)
        before = processes.spent(_family(leader))
        took = await _turns(port, seats, SECONDS)
        spent = (processes.spent(_family(leader)) - before) / SECONDS
        return [*_waits(took), _memory(leader), Figure("… processor", f"{spent:.2f} cores", note=f"streams: {held()}")]


async def _turns(port: int, seats: list[Seat], seconds: float) -> Took:
    took: Took = defaultdict(list)
    chance = Random(1)  # noqa: S311 (when each asks, not a secret)
    end = time.perf_counter() + seconds
    await asyncio.gather(*(_sit(port, seat, chance.uniform(0, PACE), end, took) for seat in seats))
    return took


async def _sit(port: int, seat: Seat, late: float, end: float, took: Took) -> None:
    pages = cycle(seat.pages)
    due = time.perf_counter() + late
    while due < end:
        await asyncio.sleep(max(0, due - time.perf_counter()))
        kind, address = next(pages)
        begun = time.perf_counter()
        async with Connection(port) as connection:
            await connection.ask(get(address, seat.session, port))
        took[kind].append(time.perf_counter() - begun)
        due += PACE


def _waits(took: Took) -> Iterator[Figure]:
    for kind, most in WANTED.items():
        times = [second * 1000 for second in took[kind]]
        late = percentile(times, 0.95)
        yield Figure(
            f"{SEATS} people, a page each {PACE} s: {kind}", f"p50 {median(times):.0f} ms, p95 {late:.0f} ms",
            f"p95 < {most} ms", late < most, f"{len(times)} asked",
        )  # fmt: skip


def _memory(leader: int) -> Figure:
    held = sum(map(processes.share, _family(leader))) / 2**20
    return Figure("… memory of web and worker (PSS)", f"{held:.0f} MB", f"< {MOST_MIB} MB", 0 < held < MOST_MIB)


def _family(leader: int) -> list[int]:
    """The process and all that it started."""
    return [leader, *(one for child in processes.children(leader) for one in _family(child))]


def _archived(place: Ground) -> Iterator[Figure]:
    """Nothing where nothing is due: a ground that was kept is archived once."""
    told = json.loads(place.run("bench.archives"))
    if not told["moved"]:
        return
    rate = told["seconds"] / told["moved"] * ARCHIVED
    name, note = f"{ARCHIVED:,} requests archived", f"{told['moved']:,} in {told['seconds']:.0f} s"
    yield Figure(name, f"{rate:.0f} s", f"< {MOST_SECONDS} s", rate < MOST_SECONDS, note)
