"""The small page of a refusal, in the person's language: written once, without a database."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header

from entregent.core.bridge.answers import Answer
from entregent.core.bridge.refusals import Refusal
from entregent.core.bridge.wire import Headers, Scope, cookie, header


def page_of(refusal: Refusal, scope: Scope) -> Answer:
    body = _page(refusal.template or f"{refusal.status}.html", language_of(scope))
    headers: Headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    if refusal.retry_seconds:
        headers.append((b"retry-after", str(refusal.retry_seconds).encode()))
    return Answer(refusal.status, headers, body)


def language_of(scope: Scope) -> str:
    """What the browser keeps or asks for, else the portal's own: who it is, is not known here."""
    asked = [cookie(scope, settings.LANGUAGE_COOKIE_NAME)]
    asked += [code.partition("-")[0] for code, _ in parse_accept_lang_header(header(scope, b"accept-language"))]
    known = {code for code, _ in settings.LANGUAGES}
    return next((code for code in asked if code in known), settings.LANGUAGE_CODE)


@cache
def _page(template: str, language: str) -> bytes:
    with override(language):
        return render_to_string(template).encode()
