"""The connections of clients, as the system shows them: the server holds them, and offers no way to cut one."""

from __future__ import annotations

import os
import socket
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from entregent.core.bridge.wire import Scope

HANDLES = "/dev/fd"  # what this process has open, by number (Linux, macOS, BSD)
ABRUPT = struct.pack("ii", 1, 0)  # closed with a reset: nobody takes half an answer for a whole one
_ports: set[int] = set()


def note(scope: Scope) -> None:
    """Connections to the place where this request came in are those of clients."""
    server = scope.get("server")
    if server and server[1]:
        _ports.add(int(server[1]))


def reset(scope: Scope) -> None:
    """Cuts the connection of this request: a reader who reads nothing lets no other end of it be reached."""
    for link in _links(of=scope):
        with suppress(OSError):  # it went meanwhile
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABRUPT)
            link.shutdown(socket.SHUT_RDWR)


def bound(scope: Scope, seconds: float) -> None:
    """The system cuts the connection of this request once nothing of what is sent has been taken for so long.

    For what the server sends without us. Linux knows how; elsewhere nothing is done.
    """
    option: int = getattr(socket, "TCP_USER_TIMEOUT", 0)
    for link in _links(of=scope) if option else ():
        with suppress(OSError):
            link.setsockopt(socket.IPPROTO_TCP, option, round(seconds * 1000))


def doom() -> int:
    """Lets every connection that is still there end with a reset once this process does; returns how many there are."""
    number = 0
    for link in _links():
        with suppress(OSError):
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABRUPT)
            number += 1
    return number


def _links(of: Scope | None = None) -> Iterator[socket.socket]:
    """A second handle of each, open for one turn of the loop. of: the request whose connection alone is meant."""
    client = tuple(map(str, of.get("client") or ())) if of else None
    for number in _handles():
        with suppress(OSError), _second(number) as link:
            there = tuple(map(str, link.getpeername()[:2]))
            if link.getsockname()[1] in _ports and client in (None, there):
                yield link


def _handles() -> list[int]:
    try:
        return [int(name) for name in os.listdir(HANDLES)]  # noqa: PTH208 (names are all that is wanted)
    except OSError:
        return []


@contextmanager
def _second(number: int) -> Iterator[socket.socket]:
    """Raises OSError for what is no connection over a network."""
    if not stat.S_ISSOCK(os.fstat(number).st_mode):
        raise OSError
    copy = os.dup(number)
    try:
        link = socket.socket(fileno=copy)
    except OSError:
        os.close(copy)
        raise
    with link:
        if link.family not in (socket.AF_INET, socket.AF_INET6) or link.type != socket.SOCK_STREAM:
            raise OSError
        yield link
