"""Connections are cut as the system sees them: those of clients, and no other."""

import fcntl
import os
import socket
import subprocess
import sys
from contextlib import ExitStack, suppress
from urllib.parse import urlsplit

import pytest

from entregent.core.bridge import application, connections, doors, ending
from entregent.core.bridge.wire import PATHSEND
from tests.bridged import bridged
from tests.core_bridge.wires import scope

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the system knows no such limit")


@pytest.fixture
def place(monkeypatch):
    """A server's socket, and what makes connections to it: our end and the client's."""
    monkeypatch.setattr(connections, "_ports", set())
    with ExitStack() as kept:

        def listen():
            server = kept.enter_context(socket.create_server(("127.0.0.1", 0)))

            def connect():
                client = kept.enter_context(socket.create_connection(server.getsockname()))
                client.settimeout(30)
                return kept.enter_context(server.accept()[0]), client

            return server, connect

        yield listen


def drain(link):
    while link.recv(2**20):
        pass


def noted(server):
    connections.note(scope(server=server.getsockname()))


def test_that_of_a_request_is_cut_with_a_reset_and_no_other(place):
    server, connect = place()
    noted(server)
    (ours, client), (other, neighbour) = connect(), connect()
    ours.setblocking(False)
    with suppress(BlockingIOError):
        while True:
            ours.send(bytes(2**16))
    connections.reset(scope(client=client.getsockname()))
    assert ours.recv(1) == b""
    ours.close()
    with pytest.raises(ConnectionResetError):
        drain(client)
    other.sendall(b"x")
    assert neighbour.recv(1) == b"x"


def test_at_the_end_all_of_them_are_reset_and_what_is_no_clients_is_left_alone(place):
    server, connect = place()
    (_, far), elsewhere = place()[1](), socket.socketpair()
    (first, _), (second, client) = connect(), connect()
    assert connections.doom() == 0  # nobody asked for anything here yet
    noted(server)
    assert connections.doom() == 2
    linger = [link.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8) for link in (first, second, far, server)]
    assert [one == connections.ABRUPT for one in linger] == [True, True, False, False]
    second.close()
    with pytest.raises(ConnectionResetError):
        client.recv(1)
    for link in elsewhere:
        link.close()


def test_no_handle_is_left_open(place):
    server, connect = place()
    noted(server)
    kept, before = [connect(), place()], sorted(connections._handles())
    connections.doom()
    connections.reset(scope(client=kept[0][1].getsockname()))
    assert sorted(connections._handles()) == before


IS_FREE = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
"""


def test_a_file_that_was_given_the_number_of_a_connection_meanwhile_keeps_its_locks(monkeypatch, place, tmp_path):
    """Those of the database: a process that loses them writes on into a journal that another one throws away."""
    server, connect = place()
    noted(server)
    kept, real, copies = connect(), os.dup, []
    with (tmp_path / "database").open("w+b") as file:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

        def late(number):
            copies.append(real(file.fileno()))
            return copies[-1]

        monkeypatch.setattr(connections.os, "dup", late)
        assert connections.doom() == 0
        assert len(copies) == 1  # of the client's, and of no other handle
        tried = subprocess.run([sys.executable, "-c", IS_FREE, file.name], stderr=subprocess.PIPE, check=False)
        assert b"BlockingIOError" in tried.stderr
    os.close(copies[0])
    assert kept


@pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=LINUX)])
def test_a_reader_who_reads_nothing_is_cut(monkeypatch, tmp_path, is_whole):
    """Whether its pieces are sent by us, or the file by the server itself."""
    with (tmp_path / "large").open("wb") as file:
        file.truncate(2**26)

    async def large(asked, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        if is_whole:
            await send({"type": PATHSEND, "path": file.name})
        while not is_whole:
            await send({"type": "http.response.body", "body": bytes(2**20), "more_body": True})

    monkeypatch.setattr(doors, "_doors", {"/essai/": large})
    monkeypatch.setattr(application, "READ_SECONDS", 0.3)
    monkeypatch.setattr(connections, "_ports", set())
    with bridged() as address:
        place = urlsplit(address)
        link = socket.create_connection((place.hostname, place.port), timeout=30)
        link.sendall(b"GET /essai/ HTTP/1.1\r\nHost: testserver\r\n\r\n")
        assert link.recv(12) == b"HTTP/1.1 200"
    with link, pytest.raises(ConnectionResetError):  # the server stopped, hence had let it go
        drain(link)


def test_the_end_is_ours_and_told(monkeypatch, caplog):
    exits = []
    monkeypatch.setattr(ending.os, "_exit", exits.append)
    monkeypatch.setattr(ending.logging, "shutdown", lambda: None)
    monkeypatch.setattr(connections, "doom", lambda: 3)
    ending.end()
    assert (exits, "3 connections" in caplog.text) == ([0], True)


def test_the_grace_is_a_setting_and_what_watches_over_it_holds_up_nothing(monkeypatch):
    class Timer:
        def __init__(self, seconds, function):
            self.told, self.daemon = (seconds, function), False

        def start(self):
            started.append((*self.told, self.daemon))

    started = []
    monkeypatch.setattr(ending.threading, "Timer", Timer)
    monkeypatch.delenv("ENTREGENT_GRACE_SECONDS", raising=False)
    ending.begin()
    monkeypatch.setenv("ENTREGENT_GRACE_SECONDS", "2")
    ending.begin()
    assert started == [(15, ending.end, True), (2, ending.end, True)]
