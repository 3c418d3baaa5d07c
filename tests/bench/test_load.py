import asyncio
import os
from collections.abc import Callable
from typing import Any

import pytest

from bench import load, processes
from bench.load import Connection, Load, Refused
from bench.plan import Creation, Page, Plan

FORM = b'<input type="hidden" name="csrfmiddlewaretoken" value="c"><input type="hidden" name="submission" value="s">'


def served(ask: Callable[[int], Any], status: str = "200 OK") -> tuple[Any, list[str]]:
    """What `ask(port)` gives while a small server answers a form to everything, and the lines that it was asked."""
    asked: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                asked.append(head.splitlines()[0])
                length = load.LENGTH.search(head)
                await reader.readexactly(int(length[1]) if length else 0)
                said = "302 Found" if head.startswith("POST") else status
                writer.write(f"HTTP/1.1 {said}\r\nSet-Cookie: csrf=k; Path=/\r\n".encode())
                writer.write(f"Content-Length: {len(FORM)}\r\n\r\n".encode() + FORM)
        except asyncio.IncompleteReadError:
            writer.close()

    async def run() -> Any:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        async with server:
            return await ask(server.sockets[0].getsockname()[1])

    return asyncio.run(run()), asked


def test_each_page_and_each_form_has_its_turn():
    plan = Plan([Page("list", ["/a/", "/b/"], "s")], Creation("new", "/form/", "/file/", "s", 7), "none", 0)
    done, asked = served(lambda port: load.measure(Load(port, [os.getpid()], 2, 3, 0.01), plan))
    assert {name: len(rounds) for name, rounds in done.items()} == {"list": 3, "new": 3}
    assert [len(one.answers) for one in done["new"]] == [2 * load.FORMS] * 3
    assert {"GET /a/ HTTP/1.1", "GET /b/ HTTP/1.1"} < set(asked)
    assert asked.count("POST /file/ HTTP/1.1") == asked.count("GET /form/ HTTP/1.1") == 3 * 2 * load.FORMS


def test_an_unexpected_answer_ends_the_measure():
    async def ask(port: int) -> None:
        async with Connection(port) as connection:
            await connection.ask(load.get("/", "s", port))

    with pytest.raises(Refused, match="500"):
        served(ask, "500 Oh")


def test_a_form_is_sent_with_its_own_keys_and_new_words():
    first, second = load.fields_of(FORM, 7), load.fields_of(FORM, 7)
    assert (first["csrfmiddlewaretoken"], first["submission"], first["contract"]) == ("c", "s", "7")
    assert first["text"] != second["text"]


def test_processes_that_are_gone_count_for_nothing():
    assert processes.memory(2**30) == 0
    assert processes.children(2**30) == []
    assert processes.spent([2**30]) == 0
    assert processes.spent([os.getpid()]) > 0
    assert processes.memory(os.getpid()) > 2**20
