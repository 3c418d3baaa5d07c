"""« Aide »: how this space is used, by whoever reads it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from entregent.files.purposes import MEGABYTE
from entregent.people.viewer import who_looks
from entregent.spaces.depot.models.paper import TRASH
from entregent.spaces.depot.space_files import HANDING_IN


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    limits = {"trash": TRASH.days, "most": HANDING_IN.most_bytes // MEGABYTE, "many": HANDING_IN.most_files}
    return render(request, "depot/help.html", {"viewer": who_looks(request), **limits})
