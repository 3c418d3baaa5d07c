"""« Liste des clients »: the baskets of a cabinet, and what the body makes of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.dossiers.models import Dossier
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.submissions import once
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.forms import ArrivalForm, LeavingForm
from entregent.spaces.extranet.lists import ListUpdateList
from entregent.spaces.extranet.models import ListUpdate, Member
from entregent.spaces.extranet.models.list_update import ADDED, DECLINED, PROCESSED, REMOVED, send_updates
from entregent.spaces.extranet.views.sides import of_body, supervisor


@require_GET
def client_list(request: HttpRequest) -> HttpResponse:
    """The active clients as the body knows them, what is in the baskets, and what was sent."""
    viewer = supervisor(request)
    rows = ListUpdate.objects.visible_to(viewer).filter(dossier=own_dossier(viewer)).select_related("member", "author")
    waiting = list(rows.filter(sent_at=None))
    baskets = [
        {"title": title, "lines": [line for line in waiting if line.kind == kind]}
        for kind, title in ((ADDED, _("New clients")), (REMOVED, _("Departures of clients")))
    ]
    context = {
        "members": Member.objects.visible_to(viewer).select_related("dossier__party").order_by("number"),
        "baskets": baskets, "waits": waiting,
        "sent": rows.filter(sent_at__isnull=False).order_by("-number", "pk")[:50],
    }  # fmt: skip
    return render(request, "extranet/client_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def arrival_new(request: HttpRequest) -> HttpResponse:
    viewer = supervisor(request)
    form = ArrivalForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    return basket_page(request, viewer, form, ADDED, _("Add a client"))


@require_http_methods(["GET", "POST"])
@once
def leaving_new(request: HttpRequest) -> HttpResponse:
    viewer = supervisor(request)
    form = LeavingForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    return basket_page(request, viewer, form, REMOVED, _("Remove a client"))


def basket_page(request: HttpRequest, viewer: Viewer, form: Any, kind: str, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        line = form.instance
        line.dossier, line.kind, line.name = own_dossier(viewer), kind, line.name or str(line.member)
        line.put_in(by=viewer)
        messages.success(request, _("It is in the basket; nothing is sent yet."))
        return redirect("extranet:client-list")
    context = {"form": form, "title": title, "submit": _("Put in the basket")}
    return render(request, "extranet/form.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@once
def line_end(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = supervisor(request)
    find_line(viewer, pk).take_out(by=viewer)
    messages.success(request, _("It is out of the basket."))
    return redirect("extranet:client-list")


@require_POST
@once
def sending(request: HttpRequest) -> HttpResponse:
    viewer = supervisor(request)
    number = send_updates(own_dossier(viewer), by=viewer)
    messages.success(request, _("Your updates are sent, under the number %(number)s.") % {"number": number})
    return redirect("extranet:client-list")


@require_GET
def updates_received(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, ListUpdateList(of_body(request), request.GET))


@require_POST
@once
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = of_body(request)
    find_line(viewer, pk).decide(PROCESSED if request.POST.get("processed") == "1" else DECLINED, by=viewer)
    messages.success(request, _("The cabinet sees it in its list."))
    return redirect("extranet:update", pk)


@require_GET
def update(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = of_body(request)
    found = find_line(viewer, pk)
    return render(request, "extranet/update.html", {"found": found, "may": found.fitting(viewer)["process"]})


def own_dossier(viewer: Viewer) -> Dossier:
    """The cabinet's file about itself."""
    rows = Dossier.objects.visible_to(viewer).filter(space="extranet", party=viewer.party_id)
    found: Dossier = get_object_or_404(rows)
    return found


def find_line(viewer: Viewer, pk: int) -> ListUpdate:
    rows = ListUpdate.objects.visible_to(viewer).select_related("dossier__party", "member", "author")
    found: ListUpdate = get_object_or_404(rows, pk=pk)
    return found
