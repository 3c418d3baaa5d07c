"""Who stands at a raw door: Django's own middleware says, exactly as for a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, update_wrapper
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_started
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, set_script_prefix

from entregent.core.bridge import pool
from entregent.core.bridge.answers import Answer, answer_of
from entregent.core.bridge.doors import door_of
from entregent.core.bridge.environ import environ_of
from entregent.core.bridge.wire import Application, Scope

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


@dataclass(frozen=True)
class Identity:
    """request: with session, user, viewer and language, as a view would have it; its body is empty.

    refusal: None when the door may open, else what to answer (`await refusal.send(send)`): the way to the
    sign-in page, 403 for a request that another site made, 400 for a foreign host.
    """

    request: HttpRequest
    refusal: Answer | None

    @property
    def viewer(self) -> Any:
        return self.request.viewer  # type: ignore[attr-defined]


async def identity(scope: Scope) -> Identity:
    """Sign-in, the life of the session, language and protection against other sites (CSRF), in one thread, once.

    Whatever is not a reading must carry the token in X-CSRFToken, and say where it comes from in Origin
    or Referer. What the person may do at this door is the door's own question.
    """
    return await pool.run(_identity, scope)


class Unopened(HttpResponse):
    """Stands for the answer that the door itself will give."""


class Handshake(WSGIHandler):
    """The middleware around a view that is a raw door."""

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        door = door_of(request.path_info)
        assert door is not None
        request.resolver_match = ResolverMatch(_view_of(door), (), {})
        return request.resolver_match


def _identity(scope: Scope) -> Identity:
    environ = environ_of(scope, BytesIO(), 0)
    environ.pop("CONTENT_TYPE", None)
    set_script_prefix("/")
    request_started.send(sender=Handshake, environ=environ)
    request = WSGIRequest(environ)
    response: HttpResponseBase = _handshake().get_response(request)
    is_open = isinstance(response, Unopened)
    refusal = None if is_open else answer_of(response)
    if is_open:
        response.close()
    return Identity(request, refusal)


@cache
def _handshake() -> Handshake:
    return Handshake()


@cache
def _view_of(door: Application) -> Any:
    """A view with the marks of the door, for the middleware that looks at them."""

    def view(request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE and not _comes_from_here(request):
            raise PermissionDenied
        return Unopened()

    return update_wrapper(view, door, assigned=("__module__", "__doc__"))


def _comes_from_here(request: HttpRequest) -> bool:
    """Django asks for Origin or Referer over https alone."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(said).netloc == request.get_host()
