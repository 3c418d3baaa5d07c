"""Error pages: what happened, what is kept, what to do, and the reference to quote."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from entregent.people.errors import Refused
from entregent.people.kept_forms import words_of
from entregent.people.paths import referring_page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page whether the thing does not exist or may not be seen."""
    return page(request, 404)


def not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A way of asking that the address does not know: the page, and the ways that it does."""
    told = page(request, 405)
    told.headers["Allow"] = response.headers["Allow"]
    return told


def refusal_page(request: HttpRequest, error: Refused) -> HttpResponse:
    """The act came too late, or does not fit the state of the record."""
    typed = words_of(request) if request.method == "POST" else []
    return page(request, 409, message=str(error.message), typed=typed, back=_way_back(request, error.record))


def _way_back(request: HttpRequest, record: Any) -> str:
    """The record's page, else the page that asked; empty when that is the very one that refuses."""
    address = getattr(record, "get_absolute_url", lambda: referring_page(request))()
    return "" if urlsplit(address).path == request.path else address


def broken(request: HttpRequest) -> HttpResponse:
    """Told without the database, the session or the menu: any of them may be what broke."""
    reference = getattr(request, "reference", "")
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)


def page(request: HttpRequest, status: int, **more: Any) -> HttpResponse:
    context = {"reference": getattr(request, "reference", ""), **more}
    return render(request, f"{status}.html", context, status=status)
