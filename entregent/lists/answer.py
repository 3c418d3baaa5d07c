"""The answer of a list's page: the page, the part that changed, a sheet, or paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from entregent.lists import sheets
from entregent.lists.layout import Layout, keep_layout
from entregent.lists.opened import OpenedList
from entregent.lists.page import ListPage, every_list
from entregent.lists.state import WHOLE
from entregent.people.viewer import who_looks

PART, PAGE = "shell/list/list.html", "shell/list/page.html"


def answer_list(
    request: HttpRequest, page: ListPage, template: str = PAGE, context: Mapping[str, Any] | None = None
) -> HttpResponseBase:
    """One list as its address says, in the layout that this person gave it.

    template: of a page that has more on it than a title, the list and what fills it.
    """
    page.layout = Layout.of(request, page.name())
    if again := remembered_query(request, page):
        return redirect(f"{request.path}?{again}")
    if kind := request.GET.get("format", ""):
        return sheets.answer_sheet(request, page, kind)
    remember(request, page)
    opened = page.open()
    opened.is_whole = True
    if request.headers.get("HX-Target", "").endswith("#list"):
        return with_list_cookie(request, render(request, PART, {"list": opened}))
    return with_list_cookie(request, render(request, template, {"list": opened, **(context or {})}))


def part(request: HttpRequest, page: ListPage) -> OpenedList:
    """A list among other things on a page: in its layout, remembered as little as the rest of the page."""
    page.layout = Layout.of(request, page.name())
    return page.open()


def remembered_query(request: HttpRequest, page: ListPage) -> str:
    """An address that says nothing finds the list as it was left, or as it begins."""
    says_nothing = not request.GET and not request.headers.get("HX-Request")
    return (page.layout.query or page.begins()) if says_nothing else ""


def remember(request: HttpRequest, page: ListPage) -> None:
    """A tab, often reached by a tile or a chart, is a way in: the menu still finds the list as it was left."""
    lasting = page.state.lasting() or (WHOLE if page.begins() else "")
    if not page.state.tab and lasting != page.layout.query and request.GET:
        page.layout = Layout(page.layout.columns, lasting)
        keep_layout(who_looks(request), page.name(), page.layout)


def with_list_cookie(request: HttpRequest, response: Any) -> HttpResponseBase:
    """« Back to the list », from a record, finds this very address."""
    response.set_cookie(
        cookie_name(), request.get_full_path()[:1000], secure=settings.SESSION_COOKIE_SECURE, httponly=True,
        samesite="Lax",
    )  # fmt: skip
    answered: HttpResponseBase = response
    return answered


def cookie_name() -> str:
    return "__Host-list" if settings.SESSION_COOKIE_SECURE else "list"


def way_back(request: HttpRequest, path: str, key: Any) -> str:
    """The list as it was left in this browser, at the row of this key."""
    address = last_list_address(request)
    return f"{address if address.partition('?')[0] == path else path}#r{key}"


def last_list_address(request: HttpRequest) -> str:
    """The address of the list that was last left in this browser, if it is one of ours."""
    asked = request.POST.get("retour", "") or request.COOKIES.get(cookie_name(), "")
    return asked if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else "/"


def list_of(request: HttpRequest) -> type[ListPage]:
    """The list that a form is about. Raises Http404 when there is none of that name."""
    known = every_list().get(request.POST.get("liste", ""))
    if known is None:
        raise Http404
    return known
