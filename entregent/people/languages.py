"""Which language a page, or a mail, is written in."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from entregent.people.models import House, User

KNOWN = dict(settings.LANGUAGES)


def language_of(request: HttpRequest) -> str:
    """What the person chose, else their browser's cookie, else what it asks for, else the house's."""
    asked = [preferred_by(request.user), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")]  # type: ignore[arg-type]
    header = request.headers.get("Accept-Language", "")
    asked += [code.partition("-")[0] for code, _ in parse_accept_lang_header(header)]
    return next((code for code in asked if code in KNOWN), _of_house(request))


def _of_house(request: HttpRequest) -> str:
    house: House | None = request.viewer.house  # type: ignore[attr-defined]
    return house.default_language if house else settings.LANGUAGE_CODE


def preferred_by(user: User) -> str:
    """The language that a person chose; empty when they left it to the house."""
    preferences = getattr(user, "preferences", None)
    return preferences.language if preferences else ""
