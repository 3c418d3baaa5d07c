"""« Demande ou mise à jour de compte »: for people who cannot sign in."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entregent.applicants import doors
from entregent.applicants.forms import ApplicationForm
from entregent.applicants.models import Application, Attempt, keeper_of
from entregent.applicants.retention import every
from entregent.door import throttle
from entregent.people.form_keys import Key, key_of
from entregent.people.models import House
from entregent.people.viewer import Viewer


@login_not_required
@require_GET
def houses(request: HttpRequest) -> HttpResponse:
    """Whom one asks; where there is one house only, its page."""
    found = doors.open_houses()
    if not found:
        raise Http404
    if len(found) == 1:
        return redirect("applicants:form", found[0].slug)
    return render(request, "applicants/houses.html", {"houses": found})


@login_not_required
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """Not in one transaction: a count of tries and a used proof stay when the rest is refused."""
    house, key = doors.house_named(slug), key_of(request)
    space = doors.space_of(house)
    if request.method == "POST" and is_received(key, house):
        return redirect("applicants:thanks", slug)  # sent twice, received once
    filled = ApplicationForm(
        request.POST if request.method == "POST" else None, request=request, space=space,
        instance=Application(
            house=house, space=space, language=get_language() or "fr",
            form_key=key.form if key else uuid4(),
        ),
    )  # fmt: skip
    if not filled.is_valid():
        return page(request, house, filled)
    if wait := throttle.count_try(*doors.counters(request, house, filled.cleaned_data["email"])):
        return held_up(request, house, filled, wait)
    try:
        filled.instance.file(by=Viewer.public())
    except IntegrityError:  # its twin came at the same moment
        if not is_received(key, house):
            raise
    return redirect("applicants:thanks", slug)


@login_not_required
@require_GET
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "applicants/thanks.html", {"house": doors.house_named(slug)})


def is_received(key: Key | None, house: House) -> bool:
    """As a request, or as what came before its last words."""
    if key is None:
        return False
    earlier = Attempt.objects.visible_to(keeper_of(house.pk, doors.space_of(house)))
    return any(rows.filter(form_key=key.form).exists() for rows in (every(), earlier))


def page(request: HttpRequest, house: House, filled: ApplicationForm, status: int = 0) -> HttpResponse:
    refused = HTTPStatus.UNPROCESSABLE_ENTITY if filled.is_bound else HTTPStatus.OK
    return render(request, "applicants/form.html", {"form": filled, "house": house}, status=status or refused)


def held_up(request: HttpRequest, house: House, filled: ApplicationForm, wait: int) -> HttpResponse:
    words = _("Many requests came from here in a short time. Wait %(wait)s, then send yours again.")
    filled.add_error(None, words % {"wait": throttle.wait_in_words(wait)})
    response = page(request, house, filled, HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(wait)
    return response
