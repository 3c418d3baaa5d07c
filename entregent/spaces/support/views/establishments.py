"""Establishments: one's own, in three tabs; for the desk, all of them."""

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
from entregent.dossiers.models import Dossier
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.guard import demand_right
from entregent.people.models import Party
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.records.views.pages import edit, show
from entregent.spaces.support.forms import ContractForm, EstablishmentForm
from entregent.spaces.support.lists import AgentList, ContractList, EstablishmentList
from entregent.spaces.support.models import Contract
from entregent.spaces.support.models.contract import manages, today
from entregent.spaces.support.records import ContractPage, EstablishmentPage
from entregent.spaces.support.rights import MANAGE

SPACE = "support"


@require_GET
def establishments(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, EstablishmentList(provider(request), request.GET))


@require_GET
def establishment(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    page = EstablishmentPage(who_looks(request), find_establishment(request, pk))
    return show(request, page, "support/establishment.html", **around_tab(request, page.record))


@require_GET
def agents(request: HttpRequest, pk: int | None = None) -> HttpResponseBase:
    party = find_establishment(request, pk)
    people = AgentList(who_looks(request), request.GET, party=party.pk)
    return answer_list(request, people, "support/establishment_agents.html", around_tab(request, party))


@require_GET
def contracts(request: HttpRequest, pk: int | None = None) -> HttpResponseBase:
    party = find_establishment(request, pk)
    signed = ContractList(who_looks(request), request.GET, dossier__party=party.pk)
    return answer_list(request, signed, "support/establishment_contracts.html", around_tab(request, party))


@require_http_methods(["GET", "POST"])
@once
def establishment_new(request: HttpRequest) -> HttpResponse:
    viewer = manager(request)
    form = EstablishmentForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            party = form.open_dossier(SPACE, by=viewer)
        messages.success(request, _("The establishment is added."))
        return redirect("support:establishment-of", party.pk)
    return form_page(request, form, _("New establishment"))


@require_http_methods(["GET", "POST"])
@once
def establishment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return edit(request, EstablishmentPage.find(manager(request), pk))


@require_http_methods(["GET", "POST"])
@once
def contract_new(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, party = manager(request), find_establishment(request, pk)
    dossier = get_object_or_404(Dossier.objects.visible_to(viewer), party=party, space=SPACE)
    contract = Contract(dossier=dossier)
    form = ContractForm(request.POST or kept_forms.take_kept(request), instance=contract, viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, _("New contract of %(name)s") % {"name": party.name})
    with transaction.atomic():
        form.save()
        around = {"house_id": viewer.house_id, "dossier_id": dossier.pk, "fields": form.changed_data}
        audit.record("support.contract.created", contract, by=viewer, **around)
    messages.success(request, _("The contract is saved."))
    return redirect("support:contracts-of", party.pk)


@require_GET
def contract(request: HttpRequest, pk: int) -> HttpResponse:
    page = ContractPage.find(who_looks(request), pk)
    last_day = page.record.last_day(today())
    return show(request, page, "support/contract.html", crumbs=contract_crumbs(page), last_day=last_day)


@require_http_methods(["GET", "POST"])
@once
def contract_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return edit(request, ContractPage.find(manager(request), pk))


# What the views above share


def provider(request: HttpRequest) -> Viewer:
    viewer = who_looks(request)
    if not viewer.is_provider:
        raise Http404
    return viewer


def manager(request: HttpRequest) -> Viewer:
    viewer = provider(request)
    demand_right(viewer, MANAGE)
    return viewer


def find_establishment(request: HttpRequest, pk: int | None) -> Party:
    """One's own establishment, or for the desk the one asked for."""
    viewer = who_looks(request)
    if (pk is None) != viewer.is_customer:
        raise Http404
    party: Party = get_object_or_404(Party.objects.visible_to(viewer), pk=pk or viewer.party_id)
    return party


def around_tab(request: HttpRequest, party: Party) -> dict[str, Any]:
    viewer = who_looks(request)
    rights = {"may_manage": manages(viewer), "may_invite": viewer.can(MANAGE_PEOPLE)}
    return {"party": party, "own": viewer.is_customer, "tabs": tabs(request, party), **rights}


def tabs(request: HttpRequest, party: Party) -> list[dict[str, object]]:
    own = who_looks(request).is_customer
    names = [("establishment", _("General")), ("agents", _("Agents")), ("contracts", _("Contracts"))]
    names += [] if own else [("trainings", _("Trainings"))]
    urls = [
        (reverse(f"support:{name}") if own else reverse(f"support:{name}-of", args=[party.pk]), label)
        for name, label in names
    ]
    return [{"url": url, "label": label, "current": url == request.path} for url, label in urls]


def contract_crumbs(page: ContractPage) -> list[tuple[str, str]]:
    party, own = page.record.dossier.party, page.viewer.is_customer
    url = reverse("support:contracts") if own else reverse("support:contracts-of", args=[party.pk])
    return [(party.name, url), (_("Contract"), "")]


def form_page(
    request: HttpRequest, form: Any, title: str, template: str = "support/edit_form.html", **more: Any
) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"form": form, "title": title, **more}, status=status)
