"""How the firm puts things in order: destinations, natures of documents, who stands in for whom."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent import audit
from entregent.core.clock import now
from entregent.people import kept_forms
from entregent.people.submissions import once
from entregent.spaces.depot.forms import AbsenceForm, CategoryForm, DestinationForm
from entregent.spaces.depot.models import Absence, Category, Destination
from entregent.spaces.depot.views.clients import form_page, manager


@require_GET
def order(request: HttpRequest) -> HttpResponse:
    viewer = manager(request)
    absences = Absence.objects.visible_to(viewer).filter(ended_at=None).select_related("member", "deputy")
    context = {
        "destinations": Destination.objects.visible_to(viewer), "categories": Category.objects.visible_to(viewer),
        "absences": absences.order_by("first"),
    }  # fmt: skip
    return render(request, "depot/order.html", context)


@require_http_methods(["GET", "POST"])
@once
def destination(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    return line(request, Destination, DestinationForm, pk, _("New destination"))


@require_http_methods(["GET", "POST"])
@once
def category(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    return line(request, Category, CategoryForm, pk, _("New nature of documents"))


@require_POST
@once
def destination_closing(request: HttpRequest, pk: int) -> HttpResponse:
    return turn(request, Destination, pk)


@require_POST
@once
def category_closing(request: HttpRequest, pk: int) -> HttpResponse:
    return turn(request, Category, pk)


@require_http_methods(["GET", "POST"])
@once
def absence_new(request: HttpRequest) -> HttpResponse:
    viewer = manager(request)
    form = AbsenceForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, _("Somebody is away"), crumbs=crumbs(_("Somebody is away")))
    form.instance.begin(by=viewer)
    messages.success(request, _("Saved: the deputy sees the clients of whoever is away, and is told in their place."))
    return redirect("depot:order")


@require_POST
@once
def absence_ending(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = manager(request)
    found: Absence = get_object_or_404(Absence.objects.visible_to(viewer).filter(ended_at=None), pk=pk)
    found.end(by=viewer)
    messages.success(request, _("Saved."))
    return redirect("depot:order")


# What the views above share


def line(request: HttpRequest, model: Any, form_class: Any, pk: int | None, new: str) -> HttpResponse:
    viewer = manager(request)
    found = get_object_or_404(model.objects.visible_to(viewer), pk=pk) if pk else None
    form, title = form_class(request.POST or kept_forms.take_kept(request), instance=found, viewer=viewer), found or new
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, str(title), crumbs=crumbs(str(title)))
    with transaction.atomic():
        form.save()
        verb = f"{model._meta.label_lower}.{'changed' if pk else 'created'}"
        audit.record(verb, form.instance, by=viewer, house_id=viewer.house_id, fields=form.changed_data)
    messages.success(request, _("Saved."))
    return redirect("depot:order")


def turn(request: HttpRequest, model: Any, pk: int) -> HttpResponse:
    """Close a line that is open, open one that is closed."""
    viewer = manager(request)
    with transaction.atomic():
        found = get_object_or_404(model.objects.visible_to(viewer).select_for_update(of=("self",)), pk=pk)
        found.closed_at = now() if found.is_open else None
        found.save(update_fields=["closed_at"])
        verb = f"{model._meta.label_lower}.changed"
        audit.record(verb, found, by=viewer, house_id=viewer.house_id, fields=["closed_at"])
    messages.success(request, _("Saved."))
    return redirect("depot:order")


def crumbs(last: str) -> list[tuple[str, str]]:
    return [(_("Order of the documents"), reverse("depot:order")), (last, "")]
