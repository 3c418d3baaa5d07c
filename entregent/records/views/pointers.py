"""Favourites: all of them on a page; the star of a record, by which one is made and taken away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from entregent.people.viewer import who_looks
from entregent.records.page import RecordPage, find_page
from entregent.records.pointers import favourites as kept_by
from entregent.records.pointers import star, unstar
from entregent.records.views.pages import star_of, wants_part


@require_GET
def favourites(request: HttpRequest) -> HttpResponse:
    """One's own, as one now works: each as long as one sees its record."""
    return render(request, "records/favourites.html", {"hits": kept_by(who_looks(request))})


@require_POST
def favourite(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    return turn_star(request, find_page(who_looks(request), kind, pk), starred=True)


@require_POST
def removal(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    return turn_star(request, find_page(who_looks(request), kind, pk), starred=False)


def turn_star(request: HttpRequest, page: RecordPage, *, starred: bool) -> HttpResponse:
    """Twice the same makes no difference: these forms need no key."""
    (star if starred else unstar)(page)
    if not wants_part(request):
        return redirect(page.url)
    said = _("Added to your favourites") if starred else _("Removed from your favourites")
    return render(request, "records/star.html", {**star_of(page, starred=starred), "said": said})
