"""The headers of what leaves: written as they travel, sound or refused, and none missing that a page would carry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from csp.utils import build_policy
from django.conf import settings

from entregent.core.bridge.wire import Headers

NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token (RFC 9110, section 5.6.2)
VALUE = re.compile(rb"[\t\x20-\x7e\x80-\xff]*")  # no sign that ends a line, or says nothing (section 5.5)


class Unsound(Exception):
    """A header that cannot travel. Says its name alone: the value may be somebody's, or written to deceive a log."""

    def __init__(self, name: str | bytes) -> None:
        super().__init__(f"The header {name!r:.80} cannot be sent.")


def as_bytes(told: Iterable[tuple[str, str]]) -> Headers:
    """As they travel: names in small letters, values in latin-1, which is what HTTP has. Raises Unsound."""
    return [(_bytes(name, name).lower(), _bytes(name, value)) for name, value in told]


def demand_sound(headers: Headers) -> None:
    """Raises Unsound: a line break would begin a header of somebody else's, and the server cuts the connection."""
    for name, value in headers:
        if not (NAME.fullmatch(name) and VALUE.fullmatch(value)):
            raise Unsound(name)


def with_safe_headers(headers: Headers) -> Headers:
    """With those that are missing: what a page would carry."""
    said = {name.lower() for name, _ in headers}
    return [*headers, *(pair for pair in _safe() if pair[0] not in said)]


def _bytes(name: str, text: str) -> bytes:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        raise Unsound(name) from None


@cache
def _safe() -> Headers:
    told: dict[str, str] = {
        **settings.SAFE_HEADERS,
        "Content-Security-Policy": build_policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
    }
    if settings.SECURE_HSTS_SECONDS:
        told["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    return as_bytes(told.items())
