"""What is done around every request: a reference, safe headers, and the door of each space."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed

from entregent.audit.search import latest
from entregent.core import live
from entregent.people.errors import Refused
from entregent.people.space import SPACES
from entregent.people.viewer import who_looks
from entregent.site.errors import not_allowed, refusal_page

SESSION_KEY = re.compile(r"[a-z0-9]{32}")
SIGN = re.compile(r"[0-9a-f]{20}")
Next = Callable[[HttpRequest], HttpResponse]


class RequestReference:
    """A short reference, told on error pages and in the log, so that one leads to the other."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reference = uuid4().hex[:10]  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers["X-Request-Reference"] = request.reference  # type: ignore[attr-defined]
        return response


class SafeHeaders:
    """Pages of signed-in people are kept by no cache; nothing of the browser is asked for."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in settings.SAFE_HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class NothingNew:
    """Answers most questions of the live door, before session and person are fetched: nothing happened since.

    It tells nobody more than that something did or did not happen somewhere, and only those who
    come with what looks like a session.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == live.PATH and request.method == "GET" and self._knows_it_all(request):
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        return self.get_response(request)

    def _knows_it_all(self, request: HttpRequest) -> bool:
        seen, cookie = request.GET.get(live.SINCE, ""), request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        return (
            SIGN.fullmatch(seen) is not None
            and SESSION_KEY.fullmatch(cookie) is not None
            and seen == live.sign_of(latest())
        )


class SpaceDoor:
    """A space where the viewer has no post is a space that does not exist; in another, they wear their post there.

    Says « too late » for a refused verb.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return not_allowed(request, response) if isinstance(response, HttpResponseNotAllowed) else response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        space = request.resolver_match.namespaces[0] if request.resolver_match.namespaces else ""  # type: ignore[union-attr]
        if space in SPACES:
            if not who_looks(request).works_in(space):
                raise Http404
            request.viewer = who_looks(request).in_space(space)  # type: ignore[attr-defined]
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refusal_page(request, error) if isinstance(error, Refused) else None
