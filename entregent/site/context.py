"""What the page's frame shows: who looks, the menu, the news, the looks of the house."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language, pgettext

from entregent.applicants.doors import public_address
from entregent.notify.banner import banner
from entregent.notify.bell import bell_of
from entregent.people import lives
from entregent.people.space import SPACES
from entregent.people.viewer import Viewer, who_is_here
from entregent.records.creation import creations_of
from entregent.site.demo.door import people_to_enter
from entregent.site.menu import menu_of
from entregent.site.platform import platform_house


@dataclass(frozen=True)
class Headline:
    """A line of the banner."""

    title: str
    url: str
    urgent: bool


LOOKS = {"theme": "auto", "density": "comfortable", "news_paused": False}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Nothing here touches the database until a template asks for it."""
    viewer, worn = who_is_here(request), getattr(request, "viewer", None) or Viewer.public()
    return {
        "viewer": worn,
        "whole_viewer": viewer,
        "house": viewer.house or SimpleLazyObject(platform_house),
        "menu": lambda: menu_of(viewer, request.path),  # called by the template; a lazy object would keep the viewer
        "bell": SimpleLazyObject(lambda: bell_of(viewer)),
        "news": SimpleLazyObject(lambda: list(current_news(viewer))),
        "creations": SimpleLazyObject(lambda: list(creations_of(viewer))),
        "session_left": lambda: left_of(request) if viewer.is_signed_in else None,
        "memberships": getattr(request, "open_memberships", ()),
        "home_url": home_of(viewer),
        "home_label": home_label_of(viewer),
        "application_url": SimpleLazyObject(public_address),
        "languages": settings.LANGUAGES,
        "language": get_language(),
        "is_demo": settings.MODE == "demo",
        "reference": getattr(request, "reference", ""),
        **looks(request),
        **demonstration(),
    }


def demonstration() -> dict[str, Any]:
    """What the sign-in page of the demonstration adds."""
    if settings.MODE != "demo":
        return {}
    return {"demo_people": SimpleLazyObject(people_to_enter), "demo_url": reverse("demo-enter")}


def left_of(request: HttpRequest) -> lives.Left:
    """Asks the database nothing: session and memberships are at hand."""
    return lives.time_left(request.session, lives.life_of(request.memberships, request.session))  # type: ignore[attr-defined]


def looks(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    preferences = getattr(user, "preferences", None) if user and user.is_authenticated else None
    return {name: getattr(preferences, name, default) for name, default in LOOKS.items()}


def current_news(viewer: Viewer) -> Iterator[Headline]:
    for item in banner(viewer):
        yield Headline(item.headline, f"{reverse('news')}#n{item.pk}", item.is_urgent)


def home_of(viewer: Viewer) -> str:
    """That of their space; of whoever works in several, the page where they stand together."""
    if viewer.spaces:
        return reverse(SPACES[viewer.space].home) if viewer.space else "/"
    return reverse("administration:home") if viewer.is_signed_in else "/"


def home_label_of(viewer: Viewer) -> str | Promise:
    """What their space calls its first page; « Accueil » where there is none, or several stand together."""
    return (SPACES[viewer.space].home_label if viewer.space else "") or pgettext("page", "Home")
