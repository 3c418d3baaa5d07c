"""The clients of the firm: who they are, who handles what they hand in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.dossiers.models import Dossier
from entregent.lists.answer import answer_list, part
from entregent.people import kept_forms
from entregent.people.guard import demand_right
from entregent.people.submissions import once
from entregent.people.viewer import Viewer
from entregent.records.views.pages import edit, show
from entregent.spaces.depot.followers import contacts_of
from entregent.spaces.depot.forms import ClientForm, EntrustForm
from entregent.spaces.depot.lists import ClientList, DepositList
from entregent.spaces.depot.models import Handler
from entregent.spaces.depot.records import ClientPage
from entregent.spaces.depot.rights import MANAGE
from entregent.spaces.depot.views.papers import firm

SPACE = "depot"


@require_GET
def clients(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, ClientList(firm(request), request.GET))


@require_GET
def client(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, page = firm(request), ClientPage.find(firm(request), pk)
    dossier = dossier_of(viewer, pk)
    handlers = Handler.objects.visible_to(viewer).filter(dossier=dossier).select_related("destination", "member")
    context = {
        "handlers": handlers.order_by("destination__position", "member__name_key"), "dossier": dossier,
        "may_manage": viewer.can(MANAGE), "contacts": contacts_of(viewer, dossier),
        "list": part(request, DepositList(viewer, request.GET, dossier=dossier.pk)),
    }  # fmt: skip
    return show(request, page, "depot/client.html", **context)


@require_http_methods(["GET", "POST"])
@once
def client_new(request: HttpRequest) -> HttpResponse:
    viewer = manager(request)
    form = ClientForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            party = form.open_dossier(SPACE, by=viewer)
        messages.success(request, _("The client is added."))
        return redirect("depot:client", party.pk)
    return form_page(request, form, _("New client"))


@require_http_methods(["GET", "POST"])
@once
def client_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return edit(request, ClientPage.find(manager(request), pk))


@require_http_methods(["GET", "POST"])
@once
def entrusting(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, dossier = manager(request), dossier_of(manager(request), pk)
    form = EntrustForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, _("Who handles the documents of %(name)s") % {"name": dossier.party})
    Handler.entrust(dossier, form.cleaned_data["destination"], form.cleaned_data["member"], by=viewer)
    messages.success(request, _("Saved."))
    return redirect("depot:client", pk)


@require_POST
@once
def discharge(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = manager(request)
    rows = Handler.objects.visible_to(viewer).select_related("dossier")
    found: Handler = get_object_or_404(rows, pk=pk)
    party = found.dossier.party_id
    found.release(by=viewer)
    messages.success(request, _("Saved."))
    return redirect("depot:client", party)


# What the views above share


def manager(request: HttpRequest) -> Viewer:
    viewer: Viewer = firm(request)
    demand_right(viewer, MANAGE)
    return viewer


def dossier_of(viewer: Viewer, party: int) -> Dossier:
    rows = Dossier.objects.visible_to(viewer).filter(space=SPACE).select_related("party")
    found: Dossier = get_object_or_404(rows, party=party)
    return found


def form_page(request: HttpRequest, form: Any, title: str, **more: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "depot/edit_form.html", {"form": form, "title": title, **more}, status=status)
