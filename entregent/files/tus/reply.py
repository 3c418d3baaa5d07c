"""What the upload door answers: headers for the program, words for the person."""

from __future__ import annotations

from dataclasses import dataclass, field

from entregent.core.bridge.application import linger
from entregent.core.bridge.headers import as_bytes
from entregent.core.bridge.wire import Headers, Receive, Send
from entregent.files.tus.asked import VERSION


@dataclass(frozen=True)
class Reply:
    status: int
    words: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def send(self, receive: Receive, send: Send, *, body_is_left: bool) -> None:
        """body_is_left: some of what was sent is still unread; a browser hears a refusal only when it may finish."""
        content = self.words.encode()
        await send({"type": "http.response.start", "status": self.status, "headers": self._headers(content)})
        if body_is_left:
            await send({"type": "http.response.body", "body": content, "more_body": True})
            await linger(receive)
            content = b""
        await send({"type": "http.response.body", "body": content})

    def _headers(self, content: bytes) -> Headers:
        told = {"Tus-Resumable": VERSION, **self.headers}
        if self.status != 204:
            told |= {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(content))}
        return as_bytes(told.items())
