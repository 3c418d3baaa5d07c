"""Houses: all of them for the platform, one's own for its manager."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entregent import audit
from entregent.door.confirmation import proof_required_when
from entregent.files.room import use_of
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.guard import demand_right
from entregent.people.models import House
from entregent.people.rights import MANAGE_HOUSE, MANAGE_HOUSES
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.site.administration import proposal
from entregent.site.administration.forms import HouseForm, HouseOfPlatformForm
from entregent.site.administration.lists import HouseList
from entregent.site.installation import open_spaces
from entregent.site.menu import administration

MINE = "administration:my-house"


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page that the viewer has a right to."""
    first = next(administration(who_looks(request)), None)
    if first is None:
        raise Http404
    return redirect(first.url)


@require_GET
def houses(request: HttpRequest) -> HttpResponseBase:
    viewer = who_looks(request)
    demand_right(viewer, MANAGE_HOUSES)
    context = {"proposal": proposal.is_made(request)}
    return answer_list(request, HouseList(viewer, request.GET), "administration/houses.html", context)


@require_http_methods(["GET", "POST"])
@once
def house_new(request: HttpRequest) -> HttpResponse:
    demand_right(who_looks(request), MANAGE_HOUSES)
    return save(request, HouseOfPlatformForm, House(), "administration:houses")


def changes_second_step(request: HttpRequest, right: str, pk: int | None) -> bool:
    """Of whom a second step is required is no setting like the others: a stolen session could drop it."""
    viewer = who_looks(request)
    demand_right(viewer, right)
    if request.method != "POST":
        return False
    house = get_object_or_404(House.objects.visible_to(viewer), pk=pk)
    return bool(request.POST.get("second_factor", "") != house.second_factor)


def of_platform(request: HttpRequest, pk: int) -> bool:
    return changes_second_step(request, MANAGE_HOUSES, pk)


def of_manager(request: HttpRequest) -> bool:
    return changes_second_step(request, MANAGE_HOUSE, who_looks(request).house_id)


@proof_required_when(of_platform)
@require_http_methods(["GET", "POST"])
@once
def house_edit(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = who_looks(request)
    demand_right(viewer, MANAGE_HOUSES)
    house = get_object_or_404(House.objects.visible_to(viewer), pk=pk)
    return save(request, HouseOfPlatformForm, house, "administration:houses")


@proof_required_when(of_manager)
@require_http_methods(["GET", "POST"])
@once
def my_house(request: HttpRequest) -> HttpResponse:
    viewer = who_looks(request)
    demand_right(viewer, MANAGE_HOUSE)
    house = get_object_or_404(House.objects.visible_to(viewer), pk=viewer.house_id)
    return save(request, HouseForm, house, MINE)


def save(request: HttpRequest, kind: type[HouseForm], house: House, then: str) -> HttpResponse:
    viewer, is_new = who_looks(request), house.pk is None
    form = kind(request.POST or kept_forms.take_kept(request), instance=house, viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"form": form, "edited": house, "proposal": then == MINE and proposal.is_made(request)}
        context |= {} if is_new else room_of(house, viewer)
        return render(request, "administration/house.html", context, status=status)
    with transaction.atomic():
        form.save()
        open_spaces(house)
        verb = "people.house.created" if is_new else "people.house.changed"
        audit.record(verb, house, by=viewer, house_id=house.pk, fields=form.changed_data)
    messages.success(request, _("The organisation is saved."))
    return redirect(then)


def room_of(house: House, viewer: Viewer) -> dict[str, Any]:
    """Its use of the room for files; the platform alone may change it."""
    may_change = viewer.can(MANAGE_HOUSES)
    return {"room": use_of(house), "room_url": reverse("administration:room", args=[house.pk]) if may_change else ""}
