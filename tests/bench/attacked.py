"""A portal of a few lines, in memory, for drills to attack: it holds, or has the fault that a test plants."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from threading import Lock
from types import SimpleNamespace
from uuid import uuid4

from bench.attacker import Answer, Attacker
from bench.drill_wire import DOOR, GIFTS, Sender
from entregent.core.disposition import disposition
from entregent.files import names

SAFE = {
    "content-disposition": disposition("relevé.txt"), "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'", "cache-control": "private, no-store",
    "content-type": "text/plain",
}  # fmt: skip


def answer(status: int = 200, body: bytes = b"", **headers: str) -> Answer:
    return Answer(status, [(name.replace("_", "-"), value) for name, value in headers.items()], body)


def gift(**changed: str) -> Answer:
    """A file as it should be served, but for what is changed."""
    said = SAFE | {name.replace("_", "-"): value for name, value in changed.items()}
    return Answer(200, [(name, value) for name, value in said.items() if value], b"Bonjour")


class Fake(Attacker):
    def __init__(self, reply: Callable[[str, str, bytes, dict[str, str]], Answer]) -> None:
        super().__init__(1)
        self.reply = reply

    def ask(self, method, path, body=b"", said=(), *, timeout=60) -> Answer:
        return self.reply(method, path, body, {name.lower(): value for name, value in dict(said).items()})


class Store:
    """The doors of files. clean: what becomes of names. room: how many may be on their way. is_blind: sees no owner."""

    def __init__(
        self, clean: Callable[[str], str] = names.clean_name, room: int = 1000, *, is_blind: bool = False
    ) -> None:
        self.clean, self.room, self.is_blind = clean, room, is_blind
        self.files: dict[str, SimpleNamespace] = {}
        self.lock = Lock()

    def sender(self, person: str = "agent") -> Sender:
        return Sender(Fake(lambda *asked: self.reply(person, *asked)))

    def reply(self, person: str, method: str, path: str, body: bytes, said: dict[str, str]) -> Answer:
        if path == DOOR:
            return self.begin(person, said)
        key = path.removeprefix(DOOR).removeprefix(GIFTS).partition("/")[0]
        file = self.files.get(key)
        if file is None or (file.owner != person and not self.is_blind):
            return answer(401 if person == "public" else 404)
        return self.give(file) if path.startswith(GIFTS) else self.go_on(key, file, method, body, said)

    def begin(self, person: str, said: dict[str, str]) -> Answer:
        told = dict(pair.split(" ") for pair in said["upload-metadata"].split(","))
        name = self.clean(b64decode(told["filename"]).decode(errors="replace"))
        file = SimpleNamespace(owner=person, name=name, size=int(said["upload-length"]), content=b"")
        with self.lock:
            if len(self.files) >= self.room:
                return answer(413, b"Trop.")
            key = str(uuid4())
            self.files[key] = file
        return answer(201, location=f"{DOOR}{key}")

    def go_on(self, key: str, file: SimpleNamespace, method: str, body: bytes, said: dict[str, str]) -> Answer:
        if method == "DELETE":
            del self.files[key]
            return answer(204)
        if method == "PATCH":
            if int(said["upload-offset"]) != len(file.content):
                return answer(409)
            file.content += body
            return answer(204)
        return answer(200, upload_offset=str(len(file.content)), upload_length=str(file.size))

    def give(self, file: SimpleNamespace) -> Answer:
        if len(file.content) < file.size:
            return answer(404)
        given = gift(content_disposition=disposition(file.name))
        return Answer(200, given.headers, file.content)
