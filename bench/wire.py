"""Files over plain sockets: the limit of this machine, and a client of the two doors that can be cut anywhere."""

from __future__ import annotations

import os
import socket
import struct
import time
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

TOKEN = "a" * 32
PIECE = 2**20


@dataclass(frozen=True)
class Client:
    """Somebody signed in. host: of this machine."""

    port: int
    session: str
    proxy: int = 0  # another port to take files from

    def head(self, method: str, path: str, **said: object) -> bytes:
        told = {
            "Host": f"127.0.0.1:{self.port}", "Origin": f"http://127.0.0.1:{self.port}", "Tus-Resumable": "1.0.0",
            "Cookie": f"session={self.session}; csrf={TOKEN}", "X-CSRFToken": TOKEN,
            **{name.replace("_", "-"): value for name, value in said.items()},
        }  # fmt: skip
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def ask(self, method: str, path: str, **said: object) -> tuple[int, dict[str, str]]:
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as link:
            link.sendall(self.head(method, path, Connection="close", **said))
            return answer(link)

    def begin(self, size: int) -> str:
        """The address of a new upload."""
        said = ",".join(
            f"{name} {b64encode(value).decode()}" for name, value in (("filename", b"a.zip"), ("purpose", b"mesure"))
        )
        status, told = self.ask("POST", "/televersement/", Upload_Length=size, Upload_Metadata=said, Content_Length=0)
        if status != 201:
            raise RuntimeError(f"{status} {told}")
        return told["location"]

    def offset(self, path: str) -> int:
        status, told = self.ask("HEAD", path)
        if status != 200:
            raise RuntimeError(f"{status} {told}")
        return int(told["upload-offset"])

    def add(self, path: str, source: Path, offset: int) -> None:
        """All the rest in one request, to the last answer."""
        with self.adding(path, source, offset) as link:
            pump(link, source, offset, source.stat().st_size)
            status, told = answer(link)
        if status != 204:
            raise RuntimeError(f"{status} {told}")

    def adding(self, path: str, source: Path, offset: int) -> socket.socket:
        link = socket.create_connection(("127.0.0.1", self.port), timeout=120)
        said = {"Upload-Offset": offset, "Content-Type": "application/offset+octet-stream"}
        link.sendall(self.head("PATCH", path, **said, Content_Length=source.stat().st_size - offset))
        return link

    def cut(self, path: str, source: Path, offset: int, end: int, *, reset: bool) -> None:
        """Sends up to `end` and is gone: closed, or torn (RST), as when a network goes."""
        link = self.adding(path, source, offset)
        # Bytes of the cut before may still have been on their way when it was asked how far they came: 409.
        with suppress(BrokenPipeError, ConnectionResetError):
            pump(link, source, offset, end)
        if reset:
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        link.close()

    def take(self, path: str, **said: object) -> int:
        """Reads it to nowhere; returns the bytes."""
        with self.taking(path, **said) as link:
            status, told = answer(link)
            if status not in (200, 206):
                raise RuntimeError(f"{status} {told}")
            return drain(link, int(told["content-length"]))

    def taking(self, path: str, **said: object) -> socket.socket:
        link = socket.create_connection(("127.0.0.1", self.proxy or self.port), timeout=120)
        link.sendall(self.head("GET", path, Connection="close", **said))
        return link


def answer(link: socket.socket) -> tuple[int, dict[str, str]]:
    """Status and headers. Reads not a byte of the body."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = link.recv(1)
        if not byte:
            raise ConnectionError(head)
        head += byte
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return int(first.split(" ")[1]), {name.lower(): value.strip() for name, _, value in pairs}


def pump(link: socket.socket, source: Path, start: int, end: int) -> None:
    if start < end:
        with source.open("rb") as file:
            link.sendfile(file, start, end - start)


def drain(link: socket.socket, size: int) -> int:
    room, taken = memoryview(bytearray(PIECE)), 0
    while taken < size and (count := link.recv_into(room)):
        taken += count
    return taken


def limit_in(source: Path, target: Path) -> float:
    """Seconds for the same bytes over a socket into a file, to the disk, with nothing else done."""
    server, size = socket.create_server(("127.0.0.1", 0)), source.stat().st_size
    if not (child := os.fork()):
        with socket.create_connection(server.getsockname()) as link:
            pump(link, source, 0, size)
        os._exit(0)
    link, _ = server.accept()
    room, began = memoryview(bytearray(2**18)), time.perf_counter()
    with target.open("wb", buffering=0) as file:
        while count := link.recv_into(room):
            file.write(room[:count])
        os.fsync(file.fileno())
    took = time.perf_counter() - began
    os.waitpid(child, 0)
    target.unlink()
    return took


def limit_out(source: Path) -> float:
    """Seconds for the same bytes out of a file over a socket (sendfile), with nothing else done."""
    server, size = socket.create_server(("127.0.0.1", 0)), source.stat().st_size
    if not (child := os.fork()):
        link, _ = server.accept()
        pump(link, source, 0, size)
        link.close()
        os._exit(0)
    began = time.perf_counter()
    with socket.create_connection(server.getsockname()) as link:
        drain(link, size)
    took = time.perf_counter() - began
    os.waitpid(child, 0)
    return took
