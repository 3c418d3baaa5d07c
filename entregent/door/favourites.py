"""Favourites of old portals, which bore a login and a password: the login is kept, the password is thrown away."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

LOGIN, PASSWORD, ACCOUNT = "identifiant", "pass", "compte"
LONGEST_LOGIN = 254


def without_password(request: HttpRequest) -> HttpResponse | None:
    """Nobody is signed in by it, whether the password is right or not: an address is kept by browsers, logs, mails."""
    if PASSWORD not in request.GET:
        return None
    messages.warning(
        request,
        _("A password in an address can be read by others: it was thrown away, and you are not signed in. Change it if "
          "this favourite was shared, and keep this page as your favourite instead."),
    )  # fmt: skip
    login = asked_login(request, LOGIN)
    query = f"?{urlencode({ACCOUNT: login})}" if login else ""
    return HttpResponseRedirect(f"{settings.LOGIN_URL}{query}")


def asked_login(request: HttpRequest, name: str = ACCOUNT) -> str:
    """What the form of sign-in begins with."""
    return request.GET.get(name, "")[:LONGEST_LOGIN]
