from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from entregent.people.viewer import who_looks
from entregent.records.finding import shelf
from entregent.spaces.support import counts
from entregent.spaces.support.rights import REQUEST


def dashboard(request: HttpRequest) -> HttpResponse:
    viewer = who_looks(request)
    tiles, chart = [*counts.tiles(viewer), *counts.reassign_tiles(viewer)], counts.opened_a_month(viewer)
    context = {"tiles": tiles, "chart": chart, "waiting": counts.waiting_words(viewer), "may_file": viewer.can(REQUEST)}
    context |= {"shelf": shelf(viewer), "queues": counts.queue_tiles(viewer)}
    return render(request, "support/dashboard.html", context)
