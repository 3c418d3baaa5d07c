"""When the house is open: its week, the public holidays of its region, its exceptional days."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from entregent import audit
from entregent.agenda.coming import closings
from entregent.agenda.forms import ExceptionalDayForm, TimetableForm
from entregent.agenda.models import ExceptionalDay, Timetable
from entregent.core.clock import now
from entregent.people import kept_forms
from entregent.people.guard import demand_right
from entregent.people.models import House
from entregent.people.rights import MANAGE_HOUSE
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks


@require_http_methods(["GET", "POST"])
@once
def hours(request: HttpRequest) -> HttpResponse:
    viewer = manager(request)
    house = get_object_or_404(House.objects.visible_to(viewer), pk=viewer.house_id)
    mine = Timetable.objects.visible_to(viewer).filter(house=house).first() or Timetable(house=house)
    today = timezone.localdate(now())
    form = TimetableForm(request.POST or kept_forms.take_kept(request), instance=mine, viewer=viewer, today=today)
    if request.method == "POST" and form.is_valid():
        keep_hours(form, viewer)
        messages.success(request, _("The opening hours are saved."))
        return redirect("administration:hours")
    shown = {"form": form, "closings": closings(mine, today), "exceptions": coming(viewer, today)}
    return render(request, "agenda/hours.html", shown, status=422 if request.method == "POST" else 200)


def keep_hours(form: TimetableForm, viewer: Viewer) -> None:
    before = {"week": form.instance.week, "region": form.initial.get("region"), "worked": form.instance.worked}
    with transaction.atomic():
        saved = form.save()
        after = {name: getattr(saved, name) for name in before}
        changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
        audit.record("agenda.timetable.changed", saved, by=viewer, house_id=saved.house_id, changes=changes)


@require_http_methods(["GET", "POST"])
@once
def day(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    viewer = manager(request)
    found = get_object_or_404(ExceptionalDay.objects.visible_to(viewer), pk=pk) if pk else None
    form = ExceptionalDayForm(request.POST or kept_forms.take_kept(request), instance=found, viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        shown = {"form": form, "found": found, "back": reverse("administration:hours")}
        return render(request, "agenda/day.html", shown, status=422 if request.method == "POST" else 200)
    with transaction.atomic():
        saved = form.save()
        verb = "agenda.exception.changed" if found else "agenda.exception.created"
        audit.record(verb, saved, by=viewer, house_id=viewer.house_id, fields=form.changed_data)
    messages.success(request, _("“%(day)s” is saved.") % {"day": saved})
    return redirect("administration:hours")


@require_POST
@once
def day_removal(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = manager(request)
    found = get_object_or_404(ExceptionalDay.objects.visible_to(viewer), pk=pk)
    with transaction.atomic():
        told = {"label": found.label, "first": str(found.first), "last": str(found.last)}
        audit.record("agenda.exception.removed", found, by=viewer, house_id=viewer.house_id, **told)
        found.delete()
    messages.success(request, _("“%(day)s” is removed: these days follow the ordinary week again.") % {"day": found})
    return redirect("administration:hours")


def manager(request: HttpRequest) -> Viewer:
    viewer = who_looks(request)
    demand_right(viewer, MANAGE_HOUSE)
    return viewer


def coming(viewer: Viewer, today: date) -> list[ExceptionalDay]:
    """Those that are not over."""
    return list(ExceptionalDay.objects.visible_to(viewer).filter(last__gte=today))
