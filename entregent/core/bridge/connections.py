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
        with suppress(OSError):
            with _borrow_socket(number) as first:
                is_meant = _is_meant(first, client)
            if is_meant:
                with _second(number) as link:
                    if _is_meant(link, client):  # its number may have been given to another one since
                        yield link


def _is_meant(link: socket.socket, client: tuple[str, ...] | None) -> bool:
    """Raises OSError for what leads to nobody."""
    if link.family not in (socket.AF_INET, socket.AF_INET6) or link.type != socket.SOCK_STREAM:
        return False
    there = tuple(map(str, link.getpeername()[:2]))
    return link.getsockname()[1] in _ports and client in (None, there)


def _handles() -> list[int]:
    try:
        return [int(name) for name in os.listdir(HANDLES)]  # noqa: PTH208 (names are all that is wanted)
    except OSError:
        return []


@contextmanager
def _borrow_socket(number: int) -> Iterator[socket.socket]:
    """The handle itself, which is never closed here. Raises OSError for what is no socket."""
    link = socket.socket(fileno=number)
    try:
        yield link
    finally:
        link.detach()


@contextmanager
def _second(number: int) -> Iterator[socket.socket]:
    """Whatever becomes of the number, this stays the same connection. Raises OSError for what is no socket."""
    copy = os.dup(number)
    if not stat.S_ISSOCK(os.fstat(copy).st_mode):
        # The number was given to a file since. The copy stays open: a process that closes any handle of a file
        # gives up all its locks on it. Of the database, another process would then throw the journal away.
        raise OSError
    with socket.socket(fileno=copy) as link:
        yield link
