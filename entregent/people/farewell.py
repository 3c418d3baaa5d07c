"""Why a session ended without being asked to: told on the sign-in page, once."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils.translation import gettext as _

KEY = "farewell"
OVER, CLOSED = "over", "closed"


def send_off(request: HttpRequest, why: str) -> None:
    """End the session; the next sign-in page on this browser says why (OVER or CLOSED)."""
    logout(request)
    request.session[KEY] = why


def show_farewell(request: HttpRequest) -> None:
    """Put the message of a session that ended among those of the page."""
    why = request.session.pop(KEY, "")
    if why == OVER:
        messages.info(request, _("Your session has ended because it was idle or old. Sign in again to carry on."))
    elif why == CLOSED:
        messages.warning(request, closed_words())


def closed_words() -> str:
    return _("Your access is closed. Ask the person who manages the accounts of your organisation.")
