"""Sends a file as a browser does: creates an upload, adds to it, is cut, looks how far it is, goes on."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.test import Client

from entregent.core.bridge.application import Bridge
from entregent.files.tus import PREFIX
from entregent.people import accounts
from tests import doors
from tests.cast import Cast
from tests.doors import Told

STREAM = {"Content-Type": "application/offset+octet-stream"}
TUS = {"Tus-Resumable": "1.0.0"}


def browser(cast: Cast, person: str) -> Client:
    client, user = Client(), accounts.by_email(cast.email(person))
    if user:
        client.force_login(user)
    return client


def metadata(**said: str) -> str:
    return ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in said.items())


async def exchange(
    scope: dict[str, Any], pieces: Iterable[bytes], *, cut: bool = False, never_ends: bool = False
) -> Told:
    """What the bridge answers. cut: the network goes after these pieces. never_ends: they are followed by silence."""
    told, sent = Told(), iter(pieces)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        if (piece := next(sent, None)) is not None:
            return {"type": "http.request", "body": piece, "more_body": True}
        if never_ends:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"} if cut else {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            told.status_code = message["status"]
            told.headers = {name.decode().title(): value.decode("latin-1") for name, value in message["headers"]}
        else:
            told.content += message.get("body", b"")
            told.is_over = not message.get("more_body")

    await Bridge()(scope, receive, send)
    return told


@dataclass
class Sender:
    client: Client

    def scope(self, method: str, path: str, **headers: str) -> dict[str, Any]:
        said = TUS | {name.replace("_", "-"): value for name, value in headers.items()}
        return doors.scope(self.client, method, path, said)

    def ask(self, method: str, path: str, *pieces: bytes, cut: bool = False, **headers: str) -> Told:
        told: Told = doors.run(exchange(self.scope(method, path, **headers), pieces, cut=cut))
        return told

    def create(self, size: int, name: str = "a.txt", purpose: str = "essai", **headers: str) -> Told:
        said = {"Upload_Length": str(size), "Upload_Metadata": metadata(filename=name, purpose=purpose)} | headers
        return self.ask("POST", PREFIX, **said)

    def begun(self, size: int, name: str = "a.txt", **more: Any) -> str:
        """The address of a new upload."""
        told = self.create(size, name, **more)
        assert told.status_code == 201, told
        return told.headers["Location"]

    def add(self, path: str, offset: int, *pieces: bytes, cut: bool = False, **headers: str) -> Told:
        return self.ask("PATCH", path, *pieces, cut=cut, **({"Upload_Offset": str(offset)} | STREAM | headers))

    def offset(self, path: str) -> int:
        told = self.ask("HEAD", path)
        assert told.status_code == 200, told
        return int(told.headers["Upload-Offset"])

    def whole(self, content: bytes, name: str = "a.txt", **more: Any) -> UUID:
        """The uuid of a file sent at once."""
        path = self.begun(len(content), name, **more)
        told = self.add(path, 0, content)
        assert told.status_code == 204, told
        return uuid_of(path)


def uuid_of(path: str) -> UUID:
    return UUID(path.removeprefix(PREFIX))
