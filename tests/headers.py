"""What every answer must carry, whatever the address, the person and the status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

EXACT = {
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY"},
    "Referrer-Policy": {"same-origin", "strict-origin"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin"},
}
POLICY = ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
UNSAFE = ("unsafe", "*", "http:", "https:")


def faults_of(answer: Any, *, is_kept: bool = False) -> Iterator[str]:
    """is_kept: caches may keep it, since it is the same for everyone."""
    headers = {name.title(): value for name, value in answer.headers.items()}
    for name, allowed in EXACT.items():
        if headers.get(name) not in allowed:
            yield f"{name}: {headers.get(name)}"
    policy = headers.get("Content-Security-Policy", "")
    if not all(part in policy for part in POLICY) or any(part in policy for part in UNSAFE):
        yield f"Content-Security-Policy: {policy}"
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        yield "no Permissions-Policy"
    if not is_kept and "no-store" not in headers.get("Cache-Control", ""):
        yield f"Cache-Control: {headers.get('Cache-Control')}"
    yield from (
        f"cookie {cookie.key}"
        for cookie in getattr(answer, "cookies", {}).values()
        if cookie.value  # one that is taken back says nothing
        and (not cookie["httponly"] or cookie["samesite"] not in ("Lax", "Strict") or cookie["path"] != "/")
    )
