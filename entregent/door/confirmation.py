"""The last proof of who sits there: a password, a code or a passkey given within ten minutes.

A session left open, or stolen, is no proof: what opens or closes the account asks for one again.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, Final, ParamSpec
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from entregent.core.clock import now
from entregent.people import kept_forms

AT: Final = "proved_at"
FRESH: Final = timedelta(minutes=10)

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def give(session: SessionBase) -> None:
    session[AT] = now().timestamp()


def is_fresh(session: SessionBase) -> bool:
    return bool(now().timestamp() - session.get(AT, 0) < FRESH.total_seconds())


def proof_required(view: View[P]) -> View[P]:
    """A view that asks for a fresh proof first, then goes on to what was asked, with what was typed."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs) if is_fresh(request.session) else ask_for_proof(request)

    return guarded


def proof_required_when(is_delicate: Callable[Concatenate[HttpRequest, P], bool]) -> Callable[[View[P]], View[P]]:
    """As `proven`, where `is_delicate` says so of this request; else the view is opened as it is.

    It raises for whoever may not do it at all: they are told so, and are asked for nothing.
    """

    def around(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not is_fresh(request.session) and is_delicate(request, *args, **kwargs):
                return ask_for_proof(request)
            return view(request, *args, **kwargs)

        return guarded

    return around


def ask_for_proof(request: HttpRequest) -> HttpResponseBase:
    if request.method == "GET":
        return HttpResponseRedirect(address(request.get_full_path()))
    back = kept_forms.form_page(request)
    if request.headers.get("Sec-Fetch-Dest") == "empty":  # a script: what was typed is still on its page
        return JsonResponse({"sign_in": address(back)}, status=HTTPStatus.UNAUTHORIZED)
    if kept_forms.put_aside(request, back):
        messages.info(request, _("Nothing is changed yet, and what you typed is kept."))
    return kept_forms.see_other(address(back))


def address(back: str) -> str:
    return f"{reverse('confirmation')}?{urlencode({'next': back})}"
