"""What the provider offers: services, products, and the way to what is asked about them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entregent import audit
from entregent.core.forms import ViewerForm
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.submissions import once
from entregent.people.viewer import who_looks
from entregent.questions.overview import overview
from entregent.records.views.pages import edit, show
from entregent.spaces.support.desks import with_desks
from entregent.spaces.support.forms import ProductForm, ServiceForm
from entregent.spaces.support.lists import ProductList
from entregent.spaces.support.models import Product, Service
from entregent.spaces.support.records import ProductPage
from entregent.spaces.support.views.establishments import form_page, manager


@require_GET
def products(request: HttpRequest) -> HttpResponseBase:
    viewer = manager(request)
    context = {"services": with_desks(viewer), "forms": overview(viewer)}
    return answer_list(request, ProductList(viewer, request.GET), "support/products.html", context)


@require_GET
def product(request: HttpRequest, pk: int) -> HttpResponse:
    page = ProductPage.find(who_looks(request), pk)
    crumbs = [(_("Products and services"), reverse("support:products")), (page.title, "")]
    return show(request, page, "support/product.html", crumbs=crumbs)


@require_http_methods(["GET", "POST"])
@once
def product_new(request: HttpRequest) -> HttpResponse:
    return offer(request, Product, ProductForm, None, _("New product"))


@require_http_methods(["GET", "POST"])
@once
def product_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return edit(request, ProductPage.find(who_looks(request), pk))


@require_http_methods(["GET", "POST"])
@once
def service(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    return offer(request, Service, ServiceForm, pk, _("New service"))


# What the views above share


def offer(
    request: HttpRequest, model: Any, form: type[ViewerForm], pk: int | None, title: str
) -> HttpResponse:  # fmt: skip
    """Add or change one thing that the provider offers."""
    viewer = manager(request)
    found = get_object_or_404(model.objects.visible_to(viewer), pk=pk) if pk else None
    filled = form(request.POST or kept_forms.take_kept(request), instance=found, viewer=viewer)
    if request.method == "POST" and filled.is_valid():
        save(request, filled)
        return redirect("support:products")
    return form_page(request, filled, str(found or title))


def save(request: HttpRequest, filled: ViewerForm) -> None:
    viewer, name = who_looks(request), filled.instance._meta.label_lower
    verb = "changed" if filled.instance.pk else "created"
    with transaction.atomic():
        record: models.Model = filled.save()
        audit.record(f"{name}.{verb}", record, by=viewer, house_id=viewer.house_id, fields=filled.changed_data)
    messages.success(request, _("Saved."))
