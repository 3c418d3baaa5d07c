"""Around every request: is the session alive, who looks, in which language, and may strangers enter."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from entregent.people import farewell, kept_forms, lives, memberships
from entregent.people.form_keys import key_of
from entregent.people.languages import language_of
from entregent.people.viewer import Viewer, who_looks

Next = Callable[[HttpRequest], HttpResponse]


class SessionLives:
    """Ends a session that was idle for too long, or is too old; else notes that the person is there.

    A page left open is nobody who is there: what it asks for by itself is marked (lives.asked_by_pages).
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        mine = memberships.own_memberships(request.user.pk) if request.user.is_authenticated else []
        request.memberships = mine  # type: ignore[attr-defined]
        if request.user.is_authenticated and lives.is_over(request.session, lives.life_of(mine, request.session)):
            farewell.send_off(request, farewell.OVER)
        response = self.get_response(request)
        farewell.set_cookie(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if request.user.is_authenticated and not getattr(view, "is_asked_by_pages", False):
            lives.see(request.session)


class WhoLooks:
    """Sets request.viewer, which the door of a space narrows, request.whole_viewer, which it leaves as it is, and
    request.open_memberships for the switcher.

    Somebody whose every door was closed since is signed out here.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        viewer = Viewer.public()
        if request.user.is_authenticated:
            viewer = memberships.viewer_among(request.memberships, request.session)  # type: ignore[attr-defined]
            if not viewer.is_signed_in:
                farewell.send_off(request, farewell.CLOSED)
        request.viewer = request.whole_viewer = viewer  # type: ignore[attr-defined]
        doors = memberships.doors(request.memberships, viewer)  # type: ignore[attr-defined]
        request.open_memberships = doors  # type: ignore[attr-defined]
        return self.get_response(request)


class HouseLanguage:
    """Speaks the person's language, and tells time as the house does."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        house = who_looks(request).house
        language = language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        if house:
            timezone.activate(ZoneInfo(house.time_zone))
        else:
            timezone.deactivate()
        response = self.get_response(request)
        patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", language)
        return response


class SameMembership:
    """A form acts in the membership under which its page was opened, or not at all."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        key = key_of(request) if request.method == "POST" else None
        if key is None or not key.is_elsewhere(who_looks(request)):
            return None
        return kept_forms.answer_elsewhere(request, key)


class SignInRequired:
    """Every page asks who is there, except those marked with Django's `login_not_required`."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        if who_looks(request).is_signed_in or not getattr(view, "login_required", True):
            return None
        return kept_forms.ask_to_sign_in(request)
