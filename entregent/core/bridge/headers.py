"""The headers of every answer that no page of Django makes: raw doors, refusals."""

from __future__ import annotations

from functools import cache

from csp.utils import build_policy
from django.conf import settings

from entregent.core.bridge.wire import Headers


def completed(headers: Headers) -> Headers:
    """With those that are missing: what a page would carry."""
    said = {name.lower() for name, _ in headers}
    return [*headers, *(pair for pair in _safe() if pair[0] not in said)]


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
    return [(name.lower().encode(), value.encode()) for name, value in told.items()]
