"""`bin/bench --doors`: whether others can write while some send forms that are dear to check, and refused."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from itertools import count

from bench.load import COOKIE, Connection, fields_of, get, post
from bench.plan import Creation

FILED, HOSTILE, PAUSE = 40, 3, 0.05
DEAR = "<p>" + "&nbsp;" * 15_000 + "</p>"  # 25 ms to clean, and nothing is said in it


async def filings(port: int, creation: Creation) -> list[float]:
    """Seconds that each form took, sent one after the other by somebody who has what it asks."""
    took = []
    async with Connection(port) as connection:
        for _ in range(FILED):
            request = await _form(connection, port, creation, {})
            began = time.perf_counter()
            await connection.ask(request, 302)
            took.append(time.perf_counter() - began)
            await asyncio.sleep(PAUSE)
    return took


async def filings_beside_hostile(port: int, creation: Creation) -> tuple[list[float], str]:
    answers = Counter[str]()
    sending = [asyncio.create_task(_send_refused(port, creation, answers)) for _ in range(HOSTILE)]
    await asyncio.sleep(1)
    took = await filings(port, creation)
    for sender in sending:
        sender.cancel()
    await asyncio.wait(sending)
    return took, ", ".join(f"{status}: {number}" for status, number in sorted(answers.items()))


async def _send_refused(port: int, creation: Creation, answers: Counter[str]) -> None:
    """The same page's form, over and over, its words each time others."""
    async with Connection(port) as connection:
        for number in count():
            typed = {"subject": "", "text": f"{DEAR}<b>{number}</b>", "text_format": "html"}
            request = await _form(connection, port, creation, typed)
            await connection.ask(request, 422)
            answers["422"] += 1


async def _form(connection: Connection, port: int, creation: Creation, typed: dict[str, str]) -> bytes:
    head, body = await connection.ask(get(creation.form, creation.session, port))
    cookies = "; ".join([f"session={creation.session}", *COOKIE.findall(head)])
    return post(creation.address, cookies, fields_of(body, creation.contract) | typed, port)
