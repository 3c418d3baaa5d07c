"""Ports of this machine, for servers that a tool or a test starts."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException

WAIT = 10  # seconds for a server to listen


def free_port() -> int:
    """One that nobody listens on, for now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def answers(port: int) -> bool:
    """Whether the portal gives its sign-in page there."""
    return status(port, "/connexion/") == 200


def status(port: int, path: str) -> int | None:
    """Of the page; None when nobody answers within a minute."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def await_listener(port: int) -> None:
    """Returns once somebody listens there. Raises TimeoutError."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)
    raise TimeoutError(f"Nobody listens on port {port}.")
