"""« Aide »: how this space is used, with what its house has set: hours, deadlines, rights."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from entregent.agenda.notice import closings_of, week_of
from entregent.people.models import House
from entregent.people.viewer import who_looks
from entregent.spaces.support.deadlines import TIME_TO_RATE
from entregent.spaces.support.models import Rules
from entregent.spaces.support.models.closing import CORRECTABLE, LOW
from entregent.spaces.support.models.contract import today
from entregent.spaces.support.profiles import who_may_do_what

HOUR = 3600  # seconds


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    viewer = who_looks(request)
    house = get_object_or_404(House.objects.visible_to(viewer), pk=viewer.house_id)
    hours = {"week": week_of(house), "closings": closings_of(viewer, house, today())}
    limits = {"low": LOW, "rateable": TIME_TO_RATE.days, "correctable": int(CORRECTABLE.total_seconds()) // HOUR}
    told = {"rules": Rules.of(house), "matrix": who_may_do_what(viewer), "viewer": viewer, "house_name": house.name}
    return render(request, "support/help.html", {**hours, **limits, **told})
