"""What passes between a server and an application (ASGI), as far as the bridge looks at it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
PATHSEND = "http.response.pathsend"  # a file, which the server sends by itself


def header(scope: Scope, name: bytes) -> str:
    """The value of the header, "" without it; the last one where it is repeated. name: in small letters."""
    return next((value.decode("latin-1") for key, value in reversed(scope["headers"]) if key == name), "")


def cookie(scope: Scope, name: str) -> str:
    """The value of the cookie, "" without it."""
    written = (piece for key, value in scope["headers"] if key == b"cookie" for piece in value.split(b";"))
    named = (piece.decode("latin-1").strip().partition("=") for piece in written)
    return next((value for key, _, value in named if key == name), "")
