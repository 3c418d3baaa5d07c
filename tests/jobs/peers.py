"""Mail servers of every temper, on loopback."""

import email
import os
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from email.message import Message
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tools.ports import free_port

Step = Callable[[socket.socket], bytes | None]


class Box:
    """What a server took, and what it answers instead where it is told to."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.envelopes: list[Envelope] = []
        self.at_rcpt = self.at_data = ""
        self.kill_at: int | None = None
        self.victim = 0
        self.victim_known = threading.Event()

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.at_rcpt:
            return self.at_rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.at_data:
            return self.at_data
        self.envelopes.append(envelope)
        self.messages.append(email.message_from_bytes(envelope.content or b""))
        if len(self.messages) == self.kill_at:
            self.victim_known.wait(20)
            os.kill(self.victim, signal.SIGKILL)
        return "250 kept"

    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.messages]


class Server(Controller):
    def __init__(self, box: Box, **more: Any) -> None:
        super().__init__(box, hostname="127.0.0.1", port=free_port(), **more)


@contextmanager
def serving(box: Box, certificate: Path | None, *, tls: bool = False, **more: Any) -> Iterator[dict[str, Any]]:
    """A server that keeps mails in the box; gives the settings that reach it."""
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    offered = {"ssl_context": context} if tls else {"tls_context": context, "require_starttls": context is not None}
    server = Server(box, **offered, **more)
    server.start()
    try:
        yield {
            "host": "127.0.0.1",
            "port": server.port,
            "security": "tls" if tls else "starttls",
            "certificates": str(certificate or ""),
        }
    finally:
        server.stop()


def only(user: str, password: str) -> Callable[..., AuthResult]:
    def judge(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(handled=False, success=(data.login, data.password) == (user.encode(), password.encode()))

    return judge


@contextmanager
def scripted(*steps: Step) -> Iterator[tuple[int, list[bytes]]]:
    """A server that follows a script with one caller, then hangs up; gives its port and what it heard."""
    heard: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        caller, _ = listener.accept()
        with closing(caller):
            caller.settimeout(10)
            for step in steps:
                heard.append(step(caller) or b"")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], heard
    finally:
        thread.join(10)
        listener.close()


def say(line: str) -> Step:
    def step(caller: socket.socket) -> None:
        caller.sendall(line.encode() + b"\r\n")

    return step


def hear(end: bytes = b"\r\n") -> Step:
    def step(caller: socket.socket) -> bytes:
        text = b""
        while not text.endswith(end):
            chunk = caller.recv(4096)
            if not chunk:
                break
            text += chunk
        return text

    return step


def gulp(caller: socket.socket) -> bytes:
    """Whatever comes next, if anything."""
    return caller.recv(4096)


def until_gone(caller: socket.socket) -> bytes:
    """Says nothing until the other side has had enough."""
    text = b""
    with suppress(ConnectionError):
        while chunk := caller.recv(4096):
            text += chunk
    return text


def drip(caller: socket.socket) -> None:
    """A byte now and then: no time-out of the socket ever strikes."""
    try:
        while True:
            caller.sendall(b"2")
            threading.Event().wait(0.02)
    except OSError:
        pass


UP_TO_DATA = (
    say("220 peer"), hear(), say("250 peer"), hear(), say("250 OK"), hear(), say("250 OK"),
    hear(), say("354 go on"), hear(b"\r\n.\r\n"),
)  # fmt: skip
