"""The server as it is started: slow senders hold up nobody, a process that dies comes back, a stop is a stop."""

import asyncio
import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException

import pytest

from bench import processes
from entregent.core.bridge import lifespan
from entregent.site import serving
from tests.core_bridge.wires import script

STALLED = b"POST /connexion/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\nx"
FILE = "/static/app.css"  # neither the database nor a session is asked for it


@pytest.fixture
def server(tmp_path):
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    environment = {**os.environ, "ENTREGENT_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "entregent.site.settings"}
    process = subprocess.Popen(serving.web("127.0.0.1", port, 1), env=environment, start_new_session=True)
    try:
        await_answer(port)
        yield process, port
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def await_answer(port):
    """The status of a page; fails when none comes in a minute."""
    for _ in range(1200):
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", FILE)
            return connection.getresponse().status
        except (OSError, HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()
    raise AssertionError("no answer")


@contextmanager
def stalled(port, number):
    links = [socket.create_connection(("127.0.0.1", port)) for _ in range(number)]
    for link in links:
        link.sendall(STALLED)
    yield
    for link in links:
        link.close()


@pytest.mark.drill
def test_it_answers_beside_slow_senders_comes_back_and_stops(server):
    process, port = server
    with stalled(port, 8):
        assert await_answer(port) == 200
        (web,) = workers(process)
        os.kill(web, signal.SIGKILL)
        assert await_answer(port) == 200
        assert workers(process) != [web]
    process.terminate()
    assert process.wait(serving.STOP_SECONDS) == 0


def workers(process):
    """Its children that serve, without those that only help multiprocessing."""
    return [child for child in processes.children(process.pid) if "resource_tracker" not in command(child)]


def command(process):
    return " ".join(processes.told(f"{process}/cmdline"))


def test_a_signal_is_heard_by_those_who_wait():
    async def heard():
        started = asyncio.Event()

        async def send(message):
            started.set()

        task = asyncio.create_task(lifespan.live(script([{"type": "lifespan.startup"}]), send))
        await started.wait()
        assert not lifespan.stopping().is_set()
        signal.raise_signal(signal.SIGTERM)
        await asyncio.wait_for(lifespan.stopping().wait(), 60)
        task.cancel()

    before = {number: signal.getsignal(number) for number in lifespan.SIGNALS}
    try:
        asyncio.run(heard())
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@pytest.mark.parametrize(("limits", "set_to"), [((1024, 4096), 4096), ((1024, -1), 16384), ((20000, -1), None)])
def test_as_many_connections_as_the_system_grants(monkeypatch, limits, set_to):
    told = []
    monkeypatch.setattr(serving.resource, "getrlimit", lambda name: limits)
    monkeypatch.setattr(serving.resource, "setrlimit", lambda name, pair: told.append(pair[0]))
    serving.allow_connections()
    assert told == ([set_to] if set_to else [])
