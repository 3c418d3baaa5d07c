"""How a person likes their desk: looks, language, and as whom they work."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entregent.people import memberships
from entregent.people.models import Preferences
from entregent.people.models.preferences import DENSITIES, THEMES
from entregent.people.paths import local
from entregent.people.viewer import Viewer, who_looks


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    known = {"theme": THEMES, "density": DENSITIES}
    chosen = {name: request.POST[name] for name, values in known.items() if request.POST.get(name) in values}
    if not chosen:
        return HttpResponseBadRequest()
    keep_preferences(who_looks(request), **chosen)
    return back(request)


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Kept with the person when one is signed in, and on the browser for its next visit."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest()
    if who_looks(request).is_signed_in:
        keep_preferences(who_looks(request), language=code)
    response = back(request)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=365 * 24 * 3600, secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


@require_POST
def membership(request: HttpRequest) -> HttpResponse:
    """Go on as another of one's own memberships, from its home: the page at hand may not exist there.

    `next` is for whoever goes back to where they typed something.
    """
    wanted = request.POST.get("membership", "")
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 19 else 0
    if not memberships.choose(request.session, request.user.pk or 0, number):
        messages.error(request, _("You cannot work as that: it is not, or no longer, one of your accesses."))
    else:
        request.session.cycle_key()
    return back(request)


def keep_preferences(viewer: Viewer, **chosen: str | bool) -> None:
    Preferences.objects.visible_to(viewer).update_or_create(user_id=viewer.user_id, defaults=chosen)


def back(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(local(request.POST.get("next", ""), "/"))
