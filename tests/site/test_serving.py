"""The server as it is started: slow senders hold up nobody, a process that dies comes back, a stop is a stop."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from bench import processes
from entregent.core.bridge import ending, lifespan
from entregent.site import serving
from entregent.site.management.commands.worker import BEHIND_PAGES
from tests.core_bridge.wires import script
from tools.ports import free_port, status

STALLED = b"POST /connexion/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\nx"
FILE = "/static/app.css"  # neither the database nor a session is asked for it


@contextmanager
def served(folder, application=""):
    """The process, its port, and where what it says is written."""
    port, log = free_port(), folder / "log"
    command = serving.web("127.0.0.1", port, 1)
    environment = {**os.environ, "ENTREGENT_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "entregent.site.settings"}
    with log.open("wb") as said:
        process = subprocess.Popen(
            [*command[:-1], application or command[-1]], env=environment, stderr=said, start_new_session=True
        )
    try:
        await_answer(port)
        yield process, port, log
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def await_answer(port):
    """The status of a page; fails when none comes in a minute."""
    for _ in range(1200):
        if (found := status(port, FILE)) is not None:
            return found
        time.sleep(0.05)
    raise AssertionError("no answer")


def test_what_waits_for_the_others_holds_little_and_ends_them(tmp_path):
    port = free_port()
    environment = {**os.environ, "ENTREGENT_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "entregent.site.settings"}
    served = [sys.executable, "-m", "entregent", "serve", "--port", str(port), "--processes", "1"]
    command, wanted = ["nice", "-n", "2", *served], os.getpriority(os.PRIO_PROCESS, 0) + 2 + BEHIND_PAGES
    with (tmp_path / "log").open("wb") as said:
        process = subprocess.Popen(command, env=environment, stderr=said, start_new_session=True)
    try:
        await_answer(port)
        assert processes.share(process.pid) < 40 * 2**20
        worker = next(pid for pid in processes.children(process.pid) if b"worker" in command_of(pid).split(b"\0"))
        for _ in range(600):
            if os.getpriority(os.PRIO_PROCESS, worker) == wanted:
                break
            time.sleep(0.05)
        assert os.getpriority(os.PRIO_PROCESS, worker) == wanted
        process.terminate()
        assert process.wait(serving.stop_seconds()) == 0
        assert not Path(f"/proc/{worker}").exists()
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def command_of(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()


@contextmanager
def stalled(port, number):
    links = [socket.create_connection(("127.0.0.1", port)) for _ in range(number)]
    for link in links:
        link.sendall(STALLED)
    yield
    for link in links:
        link.close()


@pytest.mark.drill
def test_it_answers_beside_slow_senders_comes_back_and_stops(tmp_path):
    with served(tmp_path) as (process, port, log):
        with stalled(port, 8):
            assert await_answer(port) == 200
            (web,) = workers(process)
            os.kill(web, signal.SIGKILL)
            assert await_answer(port) == 200
            assert workers(process) != [web]
        process.terminate()
        assert process.wait(serving.stop_seconds()) == 0
    assert "Killing" not in log.read_text(encoding="utf-8")


@pytest.mark.drill
def test_a_stop_is_told_to_who_listens_and_cuts_who_does_not_read(tmp_path, monkeypatch):
    """The server itself would wait for such readers until it is killed."""
    monkeypatch.setenv("ENTREGENT_GRACE_SECONDS", "2")
    with served(tmp_path, "tests.site.standing:application") as (process, port, log):
        listener = reading(port, "/essai-endless/")
        readers = [reading(port, f"/essai-{door}/") for door in ("whole", "pieces", "whole")]
        process.terminate()
        assert b"au revoir" in rest(listener)  # told at once: nobody was cut yet
        assert process.wait(serving.stop_seconds()) == 0
    for link in readers:
        with pytest.raises(ConnectionResetError):
            rest(link)
    told = log.read_text(encoding="utf-8")
    assert "cut: 3 connections" in told
    assert "Killing" not in told


def reading(port, path):
    """A connection of which the beginning of an answer was read, and then nothing."""
    link = socket.create_connection(("127.0.0.1", port), timeout=60)
    link.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    assert link.recv(12) == b"HTTP/1.1 200"
    return link


def rest(link):
    with link:
        return b"".join(iter(lambda: link.recv(2**20), b""))


def workers(process):
    """Its children that serve, without those that only help multiprocessing."""
    return [child for child in processes.children(process.pid) if "resource_tracker" not in command(child)]


def command(process):
    return " ".join(processes.told(f"{process}/cmdline"))


def test_a_signal_is_heard_by_those_who_wait_and_the_grace_begins_once(monkeypatch):
    begun, unheard = [], []
    monkeypatch.setattr(ending, "begin", lambda: begun.append(True))

    async def heard():
        started = asyncio.Event()

        async def send(message):
            started.set()

        task = asyncio.create_task(lifespan.live(script([{"type": "lifespan.startup"}]), send))
        await started.wait()
        assert not lifespan.stopping().is_set()
        for number in (*lifespan.SIGNALS, signal.SIGTERM):
            signal.raise_signal(number)
        for _ in range(100):  # turns of the loop: the handlers run between two of them
            await asyncio.sleep(0)
        assert lifespan.stopping().is_set()
        task.cancel()

    before = {number: signal.signal(number, lambda *_: unheard.append(True)) for number in lifespan.SIGNALS}
    try:
        asyncio.run(heard())
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert (begun, unheard) == ([True], [])


@pytest.mark.parametrize(("limits", "set_to"), [((1024, 4096), 4096), ((1024, -1), 16384), ((20000, -1), None)])
def test_as_many_connections_as_the_system_grants(monkeypatch, limits, set_to):
    told = []
    monkeypatch.setattr(serving.resource, "getrlimit", lambda name: limits)
    monkeypatch.setattr(serving.resource, "setrlimit", lambda name, pair: told.append(pair[0]))
    serving.allow_connections()
    assert told == ([set_to] if set_to else [])
