"""A request as WSGI tells it, from what ASGI says (PEP 3333)."""

from __future__ import annotations

import sys
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from entregent.core.bridge.wire import Scope

UNPREFIXED = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}


def environ_of(scope: Scope, body: IO[bytes], length: int) -> dict[str, Any]:
    """length: of the body in bytes, counted; what the client said of it is not believed."""
    told = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path_of(scope).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        **_places(scope),
        **_headers(scope),
        "CONTENT_LENGTH": str(length),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    told.pop("HTTP_TRANSFER_ENCODING", None)  # the body was put together: how it came is no longer true
    return told


def path_of(scope: Scope) -> bytes:
    """The path as bytes: what is no UTF-8 would be lost in scope["path"]."""
    raw: bytes = scope.get("raw_path") or b""
    return unquote_to_bytes(raw.partition(b"?")[0]) if raw else scope["path"].encode()


def _places(scope: Scope) -> dict[str, str]:
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    return {
        "SERVER_NAME": str(server[0]), "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": str(client[0]), "REMOTE_PORT": str(client[1]),
    }  # fmt: skip


def _headers(scope: Scope) -> dict[str, str]:
    """Names with an underscore are dropped: X_Forwarded_For would pass for the X-Forwarded-For of a proxy."""
    told: dict[str, str] = {}
    for name, value in scope["headers"]:
        if b"_" in name:
            continue
        key = UNPREFIXED.get(name) or "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
        text = value.decode("latin-1")
        told[key] = f"{told[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{text}" if key in told else text
    return told
