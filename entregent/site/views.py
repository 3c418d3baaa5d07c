"""Pages of the portal itself: home, health, about, legal pages, news, the looks of a house."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from entregent import __version__
from entregent.audit.search import latest
from entregent.core import health, live
from entregent.door import favourites
from entregent.notify.models import News
from entregent.people.lives import asked_by_pages
from entregent.people.models import House, Page, Preferences
from entregent.people.paths import local
from entregent.people.space import SPACES, Space
from entregent.people.viewer import Viewer, who_looks
from entregent.site.context import home_of
from entregent.site.menu import pages_of_space

SOURCE = "https://github.com/entregent/entregent"


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Who works in several spaces begins where all of them stand together."""
    viewer = who_looks(request)
    if answer := favourites.without_password(request):
        return answer
    if len(viewer.spaces) > 1:
        return render(request, "site/desk.html", {"desks": [desk_of(SPACES[key], viewer) for key in viewer.spaces]})
    return redirect(home_of(viewer)) if viewer.is_signed_in else render(request, "site/home.html")


def desk_of(space: Space, viewer: Viewer) -> dict[str, object]:
    """What the menu of a space offers, in one panel: its pages, and what waits in them."""
    entries = [each for entry in pages_of_space(space, viewer) for each in (entry.children or (entry,))]
    return {"space": space, "url": reverse(space.home), "entries": [entry for entry in entries if entry.url]}


@login_not_required
@require_GET
def health_json(request: HttpRequest) -> HttpResponse:
    """For a watchman: 200 while the database answers."""
    health.check_database()
    return JsonResponse({"status": "ok", "version": __version__})


@login_not_required
@require_GET
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "site/about.html", {"version": __version__, "source": SOURCE})


@login_not_required
@require_GET
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A legal page of the house that runs the installation, in the reader's language or in French."""
    title = dict(Page.SLUGS).get(slug)
    if title is None:
        raise Http404
    rows = Page.objects.unscoped("published legal pages").filter(house__is_platform=True, slug=slug)
    written = {row.language: row for row in rows}
    found = written.get(get_language() or "") or written.get("fr")
    return render(request, "site/page.html", {"title": title, "page": found})


@login_not_required
@require_GET
@cache_control(max_age=3600, public=True)
def accent(request: HttpRequest, slug: str) -> HttpResponse:
    """The house's colour as a style sheet, since the security policy allows no style in pages."""
    colours = House.objects.unscoped("the colour of a house, on its sign-in page too").values_list("accent", flat=True)
    colour = get_object_or_404(colours, slug=slug)
    return HttpResponse(f":root{{--accent:{colour};--accent-ink:#fff}}", content_type="text/css; charset=utf-8")


@asked_by_pages
@require_GET
def fresh(request: HttpRequest) -> HttpResponse:
    """The live parts that a page asks for by name, and the latest event that they know of."""
    asked = [(name, value) for name, value in request.GET.dict().items() if name != live.SINCE]
    seen = live.sign_of(latest())  # first: what happens meanwhile is asked again
    return JsonResponse({live.SINCE: seen, **live.live_answers(who_looks(request), asked)})


@require_GET
def news(request: HttpRequest) -> HttpResponse:
    rows = News.objects.visible_to(who_looks(request)).filter(News.current())
    return render(request, "site/news.html", {"items": rows[:50]})


@require_POST
def news_pause(request: HttpRequest) -> HttpResponse:
    """Stops or starts the banner, for this person, until they say otherwise."""
    paused = request.POST.get("paused") == "1"
    rows = Preferences.objects.visible_to(who_looks(request))
    rows.update_or_create(user_id=request.user.pk, defaults={"news_paused": paused})
    back = request.POST.get("next", "")
    return redirect(local(back, reverse("home")))
