"""Legal pages: what the house writes about itself."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entregent import audit
from entregent.people import kept_forms
from entregent.people.guard import demand_right
from entregent.people.models import Page
from entregent.people.rights import MANAGE_HOUSE
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.site.administration.forms import PageForm


@require_GET
def pages(request: HttpRequest) -> HttpResponse:
    viewer = editor(request)
    written = {
        (page.slug, page.language): page for page in Page.objects.visible_to(viewer).filter(house=viewer.house_id)
    }
    rows = [
        {"slug": slug, "title": title, "code": code, "language": language, "page": written.get((slug, code))}
        for slug, title in Page.SLUGS
        for code, language in settings.LANGUAGES
    ]
    return render(request, "administration/pages.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@once
def page(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    viewer, title = editor(request), dict(Page.SLUGS).get(slug)
    if title is None or language not in dict(settings.LANGUAGES):
        raise Http404
    rows = Page.objects.visible_to(viewer).filter(house=viewer.house_id, slug=slug, language=language)
    found = rows.first() or Page(house=viewer.house, slug=slug, language=language)
    form = PageForm(request.POST or kept_forms.take_kept(request), instance=found)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "title": title, "language_name": dict(settings.LANGUAGES)[language]}
        return render(request, "administration/page.html", context, status=422 if request.method == "POST" else 200)
    save(form, viewer)
    messages.success(request, _("The page is saved."))
    return redirect("administration:pages")


def save(form: PageForm, viewer: Viewer) -> None:
    with transaction.atomic():
        page = form.save()
        audit.record("people.page.changed", page, by=viewer, house_id=viewer.house_id)


def editor(request: HttpRequest) -> Viewer:
    viewer = who_looks(request)
    demand_right(viewer, MANAGE_HOUSE)
    return viewer
