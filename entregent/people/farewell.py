"""Why a session ended without being asked to: told on the sign-in page, once.

It travels in a cookie that says no more than that: for somebody unknown the server stores nothing.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

COOKIE = "__Host-farewell" if settings.SESSION_COOKIE_SECURE else "farewell"
OVER, CLOSED, KEPT = "over", "closed", "kept"
LIFE = 600  # seconds


def send_off(request: HttpRequest, why: str) -> None:
    """End the session; the next sign-in page on this browser says why (OVER or CLOSED)."""
    logout(request)
    note_farewell(request, why)


def note_farewell(request: HttpRequest, why: str) -> None:
    """To be told on the next sign-in page: OVER, CLOSED, or KEPT for what was typed."""
    request.farewell = [*reasons_noted(request), why]  # type: ignore[attr-defined]


def set_cookie(request: HttpRequest, response: HttpResponseBase) -> None:
    said = getattr(request, "farewell", None)
    if said:
        response.set_cookie(
            COOKIE, ".".join(dict.fromkeys(said)), max_age=LIFE, secure=settings.SESSION_COOKIE_SECURE, httponly=True,
            samesite="Lax",
        )  # fmt: skip
    elif said is not None and COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, samesite="Lax")


def show_farewell(request: HttpRequest) -> None:
    """Put the message of a session that ended among those of the page."""
    said = reasons_noted(request)
    request.farewell = []  # type: ignore[attr-defined]
    if OVER in said:
        messages.info(request, _("Your session has ended because it was idle or old. Sign in again to carry on."))
    if CLOSED in said:
        messages.warning(request, closed_words())
    if KEPT in said:
        messages.info(request, _("What you typed is kept: sign in and you will find it again in its form."))


def closed_words() -> str:
    return _("Your access is closed. Ask the person who manages the accounts of your organisation.")


def reasons_noted(request: HttpRequest) -> list[str]:
    known: list[str] | None = getattr(request, "farewell", None)
    return request.COOKIES.get(COOKIE, "").split(".") if known is None else known
