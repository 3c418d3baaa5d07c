"""Downloads: what customers find under their contracts, and how the desk keeps it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.library.models import PURPOSE, Category, Release
from entregent.library.shelf import copies_of, shelf_of
from entregent.lists.answer import answer_list
from entregent.notify.choices import own_choices, own_offers
from entregent.notify.kinds import CHOICES
from entregent.people import kept_forms
from entregent.people.audiences import groups_of
from entregent.people.guard import demand
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.records.views.pages import edit, show
from entregent.spaces.support.contract_audiences import PRODUCT, SERVICE
from entregent.spaces.support.models import Product, Service
from entregent.spaces.support.resource_forms import (
    AudienceForm,
    CategoryForm,
    NewReleaseForm,
    NewResourceForm,
    ReleaseForm,
    WithdrawalForm,
)
from entregent.spaces.support.resources import NEW_VERSION, DownloadList, ResourceList, ResourcePage
from entregent.spaces.support.views.establishments import form_page, manager
from entregent.spaces.support.views.products import save
from entregent.spaces.support.views.senders import who_manages
from entregent.threads.attachments import receiving_one

LONGEST_QUERY = 100


@require_GET
def downloads(request: HttpRequest) -> HttpResponse:
    """What one's own active contracts give right to, today."""
    viewer, query = who_looks(request), request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    if not viewer.is_customer:
        raise Http404
    shelf = shelf_of(viewer, query)
    context = {"shelf": shelf, "query": query, "count": sum(len(group.items) for group in shelf)}
    return render(request, "support/downloads.html", {**context, "notified": news_choice_words(viewer)})


@require_GET
def resources(request: HttpRequest) -> HttpResponseBase:
    viewer = manager(request)
    context = {"categories": Category.objects.visible_to(viewer)}
    return answer_list(request, ResourceList(viewer, request.GET), "support/resources.html", context)


@require_http_methods(["GET", "POST"])
@once
def resource_new(request: HttpRequest) -> HttpResponse:
    viewer = manager(request)
    form = NewResourceForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, _("New resource"), crumbs=[shelf_crumb(), (_("New resource"), "")])
    save(request, form)
    form.instance.address(form.groups, by=viewer)
    return redirect("support:resource", form.instance.pk)


@require_GET
def resource(request: HttpRequest, pk: int) -> HttpResponse:
    page = ResourcePage.find(who_looks(request), pk)
    rows = Release.objects.visible_to(page.viewer).filter(resource=pk).select_related("published_by", "withdrawn_by")
    copies = [(copy, copy.release.abilities(page.viewer)) for copy in copies_of(rows)]
    around: dict[str, Any] = {
        "copies": copies,
        "meant": audience_names(page),
        "crumbs": [shelf_crumb(), (page.title, "")],
    }
    return show(request, page, "support/resource.html", **around)


@require_http_methods(["GET", "POST"])
@once
def resource_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return edit(request, ResourcePage.find(who_looks(request), pk))


@require_http_methods(["GET", "POST"])
@once
def audience(request: HttpRequest, pk: int) -> HttpResponse:
    page = ResourcePage.find(who_looks(request), pk)
    now = groups_of([page.record])[pk]
    initial = {"products": now[PRODUCT], "services": now[SERVICE]}
    form = AudienceForm(request.POST or kept_forms.take_kept(request), initial=initial, viewer=page.viewer)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, _("For whom it is"), crumbs=crumbs(page, _("For whom it is")))
    page.record.address(form.groups, by=page.viewer)
    messages.success(request, _("Saved."))
    return redirect(page.url)


@require_GET
def resource_downloads(request: HttpRequest, pk: int) -> HttpResponseBase:
    page = ResourcePage.find(who_looks(request), pk)
    context = {"page": page, "crumbs": crumbs(page, _("Downloads"))}
    return answer_list(request, DownloadList(page.viewer, request.GET, resource=pk), "support/fetched.html", context)


@require_http_methods(["GET", "POST"])
@partial(receiving_one, sent_for=PURPOSE, asks=who_manages)
@once
def release_new(request: HttpRequest, pk: int) -> HttpResponse:
    page = ResourcePage.find(who_looks(request), pk)
    sent = request.POST or kept_forms.take_kept(request)
    form = NewReleaseForm(sent, request.FILES or None, instance=Release(resource=page.record), viewer=page.viewer)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, _("New version"), crumbs=crumbs(page, _("New version")))
    form.instance.add(form.files_sent, by=page.viewer)
    messages.success(request, _("The version is kept. Customers get it once you publish it."))
    return redirect(page.url)


@require_http_methods(["GET", "POST"])
@once
def release_edit(request: HttpRequest, pk: int) -> HttpResponse:
    page, release = find_release(request, pk, "edit")
    form = ReleaseForm(request.POST or kept_forms.take_kept(request), instance=release, viewer=page.viewer)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, _("Change the version"), crumbs=crumbs(page, release.label))
    release.edit(by=page.viewer)
    messages.success(request, _("Saved."))
    return redirect(page.url)


@require_POST
@once
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    page, release = find_release(request, pk, "publish")
    release.publish(by=page.viewer)
    messages.success(request, _("Version %(version)s is published.") % {"version": release})
    return redirect(page.url)


@require_http_methods(["GET", "POST"])
@once
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    page, release = find_release(request, pk, "withdraw")
    form = WithdrawalForm(request.POST or kept_forms.take_kept(request), instance=release)
    if request.method != "POST" or not form.is_valid():
        more = {"page": page, "release": release, "crumbs": crumbs(page, release.label)}
        return form_page(request, form, _("Withdraw the version"), "support/withdrawal.html", **more)
    release.withdraw(form.cleaned_data["reason"], by=page.viewer)
    messages.success(request, _("Version %(version)s is withdrawn.") % {"version": release})
    return redirect(page.url)


@require_http_methods(["GET", "POST"])
@once
def category(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    viewer = manager(request)
    found = get_object_or_404(Category.objects.visible_to(viewer), pk=pk) if pk else None
    form = CategoryForm(request.POST or kept_forms.take_kept(request), instance=found, viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        title = str(found or _("New category"))
        return form_page(request, form, title, crumbs=[shelf_crumb(), (title, "")])
    save(request, form)
    return redirect("support:resources")


# What the views above share


def find_release(request: HttpRequest, pk: int, act: str) -> tuple[ResourcePage, Release]:
    """The release, with the page of its resource. Raises Http404, PermissionDenied, or Refused when it is too late."""
    viewer = who_looks(request)
    ResourcePage.admit(viewer)
    release: Release = get_object_or_404(Release.objects.visible_to(viewer), pk=pk)
    demand(release, act, viewer)
    return ResourcePage.find(viewer, release.resource_id), release


def audience_names(page: ResourcePage) -> dict[str, Any]:
    """For whom the resource is, by name."""
    groups = groups_of([page.record])[page.record.pk]
    return {
        "products": Product.objects.visible_to(page.viewer).filter(pk__in=groups[PRODUCT]),
        "services": Service.objects.visible_to(page.viewer).filter(pk__in=groups[SERVICE]),
    }


def news_choice_words(viewer: Viewer) -> str:
    """When this person is told of new versions by mail, in words; nothing for whoever is never told."""
    if not NEW_VERSION.concerns(viewer):
        return ""
    choice = own_choices(viewer, own_offers(viewer, [NEW_VERSION.key]))[NEW_VERSION.key]
    return str(dict(CHOICES)[choice])


def shelf_crumb() -> tuple[str, str]:
    return _("Resources"), reverse("support:resources")


def crumbs(page: ResourcePage, last: str) -> list[tuple[str, str]]:
    return [shelf_crumb(), (page.title, page.url), (last, "")]
