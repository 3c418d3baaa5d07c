"""`bin/bench --doors`: whether the portal answers while others send slowly, listen, or try passwords."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import count
from statistics import median
from typing import Any
from urllib.parse import urlencode

from bench import processes, writers
from bench.ground import Ground, running
from bench.load import COOKIE, HIDDEN, Connection, Load, get, turn
from bench.plan import BARE, Page, Plan
from bench.report import Door, percentile
from entregent.site import serving

SIGN_IN, STREAM, HEALTH = "/connexion/", "/en-direct/flux/", "/sante"
ASKED, PAUSE = 200, 0.01  # how often a page is asked for in a drill, and seconds in between
FLOOD_RATE, FLOOD_SECONDS = 200, 10
SIGN_INS, JUNK_CONNECTIONS = 40, 20
Samples = list[float]
Measured = dict[tuple[str, str], Samples]  # by server and page


def drills(place: Ground, plan: Plan) -> list[Door]:
    """Each on a server of its own, so that none inherits the memory or the waits of another."""
    person = next(page for page in plan.pages if page.name == "home, agent")
    with place.served():
        doors = asyncio.run(_slow(place, person))
    with place.served() as server:
        doors += asyncio.run(_flood(place, person, processes.children(server.pid)))
    with place.served():
        doors += asyncio.run(_junk(place))
        doors += asyncio.run(_writers(place, plan))
    return [*doors, *_beside_wsgi(place, plan)]


async def _slow(place: Ground, person: Page) -> list[Door]:
    door = get(SIGN_IN, "x", place.port)
    await sampled(place.port, door, ASKED // 4)
    calm = await sampled(place.port, door)
    found = [_door("sign-in page, calm", calm, calm)]
    async with opened(place.port, [*uploads(8, place.port), *headers(20, place.port), *streams(4, person, place.port)]):
        busy = await sampled(place.port, door)
        found.append(_door("… 8 uploads, 20 heads, 4 streams", busy, calm, "p50 < 50 ms", is_kept=_ms(busy, 0.5) < 50))
    async with opened(place.port, uploads(200, place.port)) as held:
        busy, health = await sampled(place.port, door), await sampled(place.port, get(HEALTH, "x", place.port))
        found.append(
            _door("… 200 stalled uploads", busy, calm, "p95 < 300 ms", is_kept=_ms(busy, 0.95) < 300, note=held())
        )
        found.append(
            _door("/sante, 200 stalled uploads", health, calm, "p95 < 300 ms", is_kept=_ms(health, 0.95) < 300)
        )
    return found


async def _flood(place: Ground, person: Page, web: list[int]) -> list[Door]:
    page = get(person.addresses[0], person.session, place.port)
    await sampled(place.port, page, ASKED // 4)
    calm = await sampled(place.port, page)
    before = sum(map(processes.memory, web))
    flood = Flood(place.port)
    await flood.prepare()
    trying = asyncio.create_task(flood.run())
    busy, most = [], before
    while not trying.done():
        busy += await sampled(place.port, page, 10)
        most = max(most, sum(map(processes.memory, web)))
    await trying
    grown = (most - before) / 2**20
    kept = _ms(busy, 0.95) < 2 * _ms(calm, 0.95) and grown < 128  # one password takes 100
    note = f"memory +{grown:.0f} MB; {flood.told()}"
    return [
        _door("home, agent, calm", calm, calm),
        _door(f"… {FLOOD_RATE} wrong passwords a second", busy, calm, "< 2×, < 128 MB", is_kept=kept, note=note),
    ]


async def _junk(place: Ground) -> list[Door]:
    """Sign-in beside twenty connections of one address that post rubbish to it as fast as they are answered."""
    flood = Flood(place.port)
    await flood.prepare()
    await flood.timed(SIGN_INS // 2)
    calm = await flood.timed(SIGN_INS)
    found = [_door("sign-in, calm", calm, calm)]
    for what, cookies in (("without cookie or token", ""), ("with the cookie and a token that is none", flood.cookies)):
        answers = Counter[str]()
        posters = [asyncio.create_task(_post_junk(place.port, cookies, answers)) for _ in range(JUNK_CONNECTIONS)]
        await asyncio.sleep(1)
        busy = await flood.timed(SIGN_INS)
        for poster in posters:
            poster.cancel()
        await asyncio.wait(posters)
        note = ", ".join(f"{status}: {number}" for status, number in sorted(answers.items()))
        kept = _ms(busy, 0.95) < 2 * _ms(calm, 0.95)
        found.append(
            _door(f"… {JUNK_CONNECTIONS} posting a few bytes {what}", busy, calm, "< 2×", is_kept=kept, note=note)
        )
    return found


async def _writers(place: Ground, plan: Plan) -> list[Door]:
    calm = await writers.filings(place.port, plan.creation)
    busy, note = await writers.filings_beside_hostile(place.port, plan.creation)
    name, kept = f"… {writers.HOSTILE} sending forms that are refused", _ms(busy, 0.95) < 200
    return [
        _door("filing a request, calm", calm, calm),
        _door(name, busy, calm, "p95 < 200 ms", is_kept=kept, note=note),
    ]


async def _post_junk(port: int, cookies: str, answers: Counter[str]) -> None:
    head = (
        f"POST {SIGN_IN} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Forwarded-For: 10.66.6.6\r\nCookie: {cookies}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 21\r\nConnection: close\r\n\r\n"
        "csrfmiddlewaretoken=x"
    )
    while True:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(head.encode())
            answers[(await reader.readline()).decode().split(" ")[1]] += 1
            writer.close()
        except (OSError, IndexError):
            answers["cut"] += 1


class Flood:
    """Wrong passwords, from as many addresses as tries, each with a page's own token."""

    def __init__(self, port: int) -> None:
        self.port, self.answers, self.numbers = port, Counter[str](), count(1)

    async def prepare(self) -> None:
        async with Connection(self.port) as connection:
            head, body = await connection.ask(get(SIGN_IN, "x", self.port))
        self.cookies = "; ".join(COOKIE.findall(head))
        self.fields = {name.decode(): value.decode() for name, value in HIDDEN.findall(body)}

    async def run(self) -> None:
        tries, start = [], time.perf_counter()
        for number in range(FLOOD_RATE * FLOOD_SECONDS):
            await asyncio.sleep(max(start + number / FLOOD_RATE - time.perf_counter(), 0))
            tries.append(asyncio.create_task(self._try()))
        await asyncio.wait(tries, timeout=30)

    async def timed(self, times: int) -> Samples:
        """Seconds of so many tries, one after the other. Raises RuntimeError when one was not judged."""
        took, before = [], self.answers["422"]
        for _ in range(times):
            began = time.perf_counter()
            await self._try()
            took.append(time.perf_counter() - began)
            await asyncio.sleep(PAUSE * 10)
        if self.answers["422"] - before != times:
            raise RuntimeError(f"Not every sign-in was judged: {self.told()}")
        return took

    async def _try(self) -> None:
        number = next(self.numbers)
        typed = {**self.fields, "login": f"nobody{number}@bench.example", "password": f"faux-{number}"}
        body = urlencode(typed)
        head = (
            f"POST {SIGN_IN} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookies}\r\n"
            f"X-Forwarded-For: 10.{number >> 8 & 255}.{number & 255}.7\r\nContent-Length: {len(body)}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n"
        )
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(f"{head}{body}".encode())
            self.answers[(await reader.readline()).decode().split(" ")[1]] += 1
            writer.close()
        except (OSError, IndexError):
            self.answers["cut"] += 1

    def told(self) -> str:
        return ", ".join(f"{status}: {number}" for status, number in sorted(self.answers.items()))


def uploads(number: int, port: int) -> list[bytes]:
    """Bodies of which a thousand bytes come, each from an address of its own."""
    return [
        f"POST {SIGN_IN} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Forwarded-For: 10.9.{place >> 8}.{place & 255}\r\n"
        f"Content-Length: 200000\r\n\r\n{'x' * 1000}".encode()
        for place in range(number)
    ]


def headers(number: int, port: int) -> list[bytes]:
    return [f"GET {SIGN_IN} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Unfinished: ".encode()] * number


def streams(number: int, person: Page, port: int) -> list[bytes]:
    return [get(STREAM, person.session, port)] * number


@asynccontextmanager
async def opened(port: int, begun: list[bytes]) -> AsyncIterator[Callable[[], str]]:
    """Connections that say so much and then nothing; gives what tells how many the server still holds."""
    links = [await asyncio.open_connection("127.0.0.1", port) for _ in begun]
    for (_, writer), words in zip(links, begun, strict=True):
        writer.write(words)
    await asyncio.sleep(0.5)
    try:
        yield lambda: f"{sum(not reader.at_eof() for reader, _ in links)} held"
    finally:
        for _, writer in links:
            writer.close()


def _beside_wsgi(place: Ground, plan: Plan) -> list[Door]:
    """The same pages through the bridge and through a plain WSGI server, in turns."""
    pages = [page for page in plan.pages if page.name in (BARE, "list, agent")]
    rates: Measured = {}
    latest: Measured = {}
    for _ in range(3):
        for server, command in (("wsgi", wsgi(place)), ("bridge", serving.web("127.0.0.1", place.port, 2))):
            with running(command, place) as process:
                place.await_answer()
                load = Load(place.port, processes.children(process.pid), 4, 1, 2)
                for page in pages:
                    asyncio.run(turn(load, page, 0.5))
                    done = asyncio.run(turn(load, page, load.seconds))
                    rates.setdefault((server, page.name), []).append(len(done.answers) / done.whole)
                    latest.setdefault((server, page.name), []).extend(done.answers)
    return [line for page in pages for line in _compared(page.name, rates, latest)]


def _compared(
    name: str, rates: dict[tuple[str, str], list[float]], took: dict[tuple[str, str], Samples]
) -> Iterator[Door]:
    plain, bridge = (median(rates[server, name]) for server in ("wsgi", "bridge"))
    yield _door(f"{name}, plain WSGI", took["wsgi", name], took["wsgi", name], note=f"{plain:.0f} req/s")
    note = f"{bridge:.0f} req/s, {bridge / plain:.2f} of plain"
    yield _door(f"{name}, bridge", took["bridge", name], took["wsgi", name], note=note)


def wsgi(place: Ground) -> list[str]:
    command = serving.web("127.0.0.1", place.port, 2)
    command[command.index("asgi")] = "wsgi"
    return [*command[:-1], "--blocking-threads", "1", "entregent.site.wsgi:application"]


def _ms(samples: Samples, part: float) -> float:
    return percentile(samples, part) * 1000


def _door(name: str, samples: Samples, calm: Samples, wanted: str = "", **more: Any) -> Door:
    times = round(_ms(samples, 0.95) / _ms(calm, 0.95), 2)
    return Door(name, round(_ms(samples, 0.5), 1), round(_ms(samples, 0.95), 1), times, wanted, **more)


async def sampled(port: int, request: bytes, times: int = ASKED) -> Samples:
    """Seconds of each answer, asked one after the other."""
    took = []
    async with Connection(port) as connection:
        for _ in range(times):
            began = time.perf_counter()
            await connection.ask(request)
            took.append(time.perf_counter() - began)
            await asyncio.sleep(PAUSE)
    return took
