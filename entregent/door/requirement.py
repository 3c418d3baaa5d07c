"""Whoever must have a second factor and has none sets it up first, and opens nothing else meanwhile; nor does whoever
has not said, after a password chosen by a link, which of theirs they know.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from entregent.door import factor_review, factors
from entregent.people import farewell, kept_forms
from entregent.people.viewer import who_looks

View = TypeVar("View", bound=Callable[..., Any])


def open_without_factor(view: View) -> View:
    """Marks a page that leads to the second factor, or out."""
    view.is_open_without_factor = True  # type: ignore[attr-defined]
    return view


def open_before_review(view: View) -> View:
    """Marks a page by which second steps are looked at and removed, or that leads out."""
    view.is_open_before_review = True  # type: ignore[attr-defined]
    return view


class SecondFactor:
    """Asks for the second factor that a role or the house requires, whatever the way in was.

    A session without it, of somebody who has one, is of before it was required: it ends.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        if not who_looks(request).is_signed_in or not getattr(view, "login_required", True):
            return None
        if factor_review.is_awaited(request.session) and not getattr(view, "is_open_before_review", False):
            return first(request, "factor-review")
        if request.session.get(factors.GIVEN) or not factors.are_required(request.memberships):  # type: ignore[attr-defined]
            return None
        if factors.has_any(request.user.pk or 0):
            farewell.send_off(request, farewell.OVER)
            return kept_forms.ask_to_sign_in(request)
        return None if getattr(view, "is_open_without_factor", False) else first(request, "factor-needed")


def first(request: HttpRequest, page: str) -> HttpResponseBase:
    if request.headers.get("Sec-Fetch-Dest") == "empty":
        return JsonResponse({"sign_in": reverse(page)}, status=HTTPStatus.UNAUTHORIZED)
    return HttpResponseRedirect(reverse(page))
