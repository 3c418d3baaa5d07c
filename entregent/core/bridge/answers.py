"""An answer of Django, taken from its thread: from there on it is sent without one."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from typing import IO

from django.http.response import HttpResponseBase

from entregent.core.bridge.headers import as_bytes
from entregent.core.bridge.wire import Headers, Send

IN_MEMORY = 2**20  # bytes of a streamed answer; beyond, it waits in a file
PIECE = 2**18


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Headers
    body: bytes | IO[bytes]

    async def send(self, send: Send) -> None:
        """Piece by piece, as fast as the reader takes them."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        if isinstance(self.body, bytes):
            await send({"type": "http.response.body", "body": self.body})
            return
        with self.body:
            while piece := await asyncio.to_thread(self.body.read, PIECE):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def answer_of(response: HttpResponseBase) -> Answer:
    """Takes the whole answer, in the thread that made it, and closes it there.

    Rows still to be read and the connection that they come from belong to this thread: a slow reader
    must neither keep it nor leave them to another.
    """
    try:
        headers = _headers(response)
        body = _body_in_memory(response) if response.streaming else response.content  # type: ignore[attr-defined]
    finally:
        response.close()
    return Answer(response.status_code, headers, body)


def _headers(response: HttpResponseBase) -> Headers:
    told = [*response.items(), *(("Set-Cookie", cookie.output(header="")) for cookie in response.cookies.values())]
    return as_bytes((name, str(value).strip(" \t")) for name, value in told)


def _body_in_memory(response: HttpResponseBase) -> IO[bytes]:
    body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (whoever sends it closes it)
    for piece in response:
        body.write(piece)
    body.seek(0)
    return body
