"""Browsers that have signed in before as somebody: they keep a counter of wrong passwords of their own.

So whoever tries passwords from elsewhere never makes the rightful person wait.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

SALT = "entregent.people.known"
LIFE = 180 * 24 * 3600
MOST = 5  # people who share one browser


def cookie_name() -> str:
    return "__Host-known" if settings.SESSION_COOKIE_SECURE else "known"


def token(request: HttpRequest, user_id: int) -> str:
    """This browser's token for the person; empty when they never signed in from it."""
    return _tokens(request).get(str(user_id), "")


def people(request: HttpRequest) -> list[int]:
    """The accounts that have signed in from this browser."""
    return [int(user_id) for user_id in _tokens(request)]


def remember(request: HttpRequest, response: HttpResponseBase, user_id: int) -> None:
    """Let the browser say next time that this person has signed in from it."""
    tokens = _tokens(request)
    mine = tokens.pop(str(user_id), "") or secrets.token_urlsafe(12)
    kept = dict([*tokens.items(), (str(user_id), mine)][-MOST:])
    response.set_cookie(
        cookie_name(), signing.dumps(kept, salt=SALT), max_age=LIFE,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip


def _tokens(request: HttpRequest) -> dict[str, str]:
    try:
        return dict(signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=LIFE))
    except signing.BadSignature:
        return {}
