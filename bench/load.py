"""`python -m bench.load`: a few clients with connections kept open, in a process of their own.

Reads on standard input where and what to ask; writes every duration measured, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from itertools import count, cycle
from typing import Self
from urllib.parse import urlencode

from bench import processes
from bench.plan import Creation, Page, Plan, read

FORMS = 5  # sent by each client in a round
HIDDEN = re.compile(rb'name="(csrfmiddlewaretoken|submission)" value="([^"]+)"')
COOKIE = re.compile(r"^set-cookie: ([^;]+)", re.MULTILINE | re.IGNORECASE)
LENGTH = re.compile(r"^content-length: (\d+)", re.MULTILINE | re.IGNORECASE)
numbers = count(1)


class Refused(Exception):
    """The server answered something else than was expected: there is nothing to measure."""


@dataclass
class Round:
    """Durations of each answer and of the whole, and what the web processes spent in it, in seconds."""

    answers: list[float] = field(default_factory=list)
    whole: float = 0.0
    spent: float = 0.0


@dataclass(frozen=True)
class Load:
    """processes: those of the server. rounds: how often each page has its turn. seconds: how long a turn lasts."""

    port: int
    processes: list[int]
    clients: int
    rounds: int
    seconds: float


class Connection:
    def __init__(self, port: int) -> None:
        self.port = port

    async def __aenter__(self) -> Self:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.close()
        await self.writer.wait_closed()

    async def ask(self, request: bytes, expected: int = 200) -> tuple[str, bytes]:
        """Head and body of the answer. Raises Refused for another status than the one expected."""
        self.writer.write(request)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = LENGTH.search(head)
        body = await self.reader.readexactly(int(length[1]) if length else 0)
        if int(head.split(" ", 2)[1]) != expected:
            raise Refused(f"{request[:200]!r}\n{head}")
        return head, body


def get(address: str, session: str, port: int) -> bytes:
    return f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: session={session}\r\n\r\n".encode()


def post(address: str, cookies: str, typed: dict[str, str], port: int) -> bytes:
    body = urlencode(typed)
    head = f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookies}\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}".encode()


def fields_of(form: bytes, contract: int) -> dict[str, str]:
    """What a person would send from the page of this form: its own keys, and a few words."""
    keys = {name.decode(): value.decode() for name, value in HIDDEN.findall(form)}
    place = next(numbers)
    return {**keys, "contract": str(contract), "subject": f"Mesure {place}", "text": f"Bonjour, mesure no {place}."}


async def measure(load: Load, plan: Plan) -> dict[str, list[Round]]:
    """Rounds of each page, in turns: what slows the machine for a while slows them all."""
    done: dict[str, list[Round]] = defaultdict(list)
    for page in plan.pages:
        await turn(load, page, load.seconds / 2)  # a warm-up, not kept
    for _ in range(load.rounds):
        for page in plan.pages:
            done[page.name].append(await turn(load, page, load.seconds))
        done[plan.creation.name].append(await creations(load, plan.creation))
    return done


async def turn(load: Load, page: Page, seconds: float) -> Round:
    requests = cycle([get(address, page.session, load.port) for address in page.addresses])
    start = time.perf_counter()

    async def client(kept: Round, _place: int) -> None:
        async with Connection(load.port) as connection:
            while (began := time.perf_counter()) - start < seconds:
                await connection.ask(next(requests))
                kept.answers.append(time.perf_counter() - began)

    return await together(load, client)


async def creations(load: Load, creation: Creation) -> Round:
    """The forms are asked for first, and are no part of the measure."""
    requests = [await forms(load, creation) for _ in range(load.clients)]

    async def client(kept: Round, place: int) -> None:
        async with Connection(load.port) as connection:
            for request in requests[place]:
                began = time.perf_counter()
                await connection.ask(request, 302)
                kept.answers.append(time.perf_counter() - began)

    return await together(load, client)


async def together(load: Load, client: Callable[[Round, int], Awaitable[None]]) -> Round:
    """All clients at once, and what they took."""
    kept, begun, before = Round(), time.perf_counter(), processes.spent(load.processes)
    await asyncio.gather(*(client(kept, place) for place in range(load.clients)))
    kept.whole, kept.spent = time.perf_counter() - begun, processes.spent(load.processes) - before
    return kept


async def forms(load: Load, creation: Creation) -> list[bytes]:
    ready = []
    async with Connection(load.port) as connection:
        for _ in range(FORMS):
            head, body = await connection.ask(get(creation.form, creation.session, load.port))
            cookies = "; ".join([f"session={creation.session}", *COOKIE.findall(head)])
            ready.append(post(creation.address, cookies, fields_of(body, creation.contract), load.port))
    return ready


def main() -> None:
    told = json.load(sys.stdin)
    done = asyncio.run(measure(Load(**told["load"]), read(told["plan"])))
    json.dump({name: [asdict(one) for one in rounds] for name, rounds in done.items()}, sys.stdout)


if __name__ == "__main__":
    main()
