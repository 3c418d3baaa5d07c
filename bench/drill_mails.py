"""A mail server on loopback that keeps what it is given, as it came over the wire."""

from __future__ import annotations

import email
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from socket import create_server
from typing import Any

from aiosmtpd.controller import Controller


@dataclass(frozen=True)
class Posted:
    """to: of the envelope, which says where it really goes."""

    to: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        found = email.message_from_bytes(self.raw, policy=default)
        assert isinstance(found, EmailMessage)
        return found

    def part(self, kind: str) -> str:
        """Its words in "plain" or "html"."""
        found = self.message.get_body((kind,))  # type: ignore[arg-type]
        return str(found.get_content()) if found else ""


class Box:
    def __init__(self) -> None:
        self.posted: list[Posted] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (the library's name)
        self.posted.append(Posted(tuple(envelope.rcpt_tos), bytes(envelope.content)))
        return "250 kept"

    def to(self, address: str) -> list[Posted]:
        return [one for one in self.posted if address in one.to]

    def wait(self, until: Callable[[], bool], seconds: float = 60) -> bool:
        """Whether it came about in time."""
        end = time.monotonic() + seconds
        while not (done := until()) and time.monotonic() < end:
            time.sleep(0.1)
        return done

    def settle(self, seconds: float = 90, quiet: float = 6) -> None:
        """Until nothing has come for a while."""
        end, count, since = time.monotonic() + seconds, -1, time.monotonic()
        while time.monotonic() < end and time.monotonic() - since < quiet:
            if len(self.posted) != count:
                count, since = len(self.posted), time.monotonic()
            time.sleep(0.1)


@contextmanager
def listening(box: Box) -> Iterator[int]:
    """Its port."""
    with create_server(("127.0.0.1", 0)) as asked:
        port = int(asked.getsockname()[1])
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield port
    finally:
        server.stop()
