"""The page of notifications, the sheet under the bell, and reading."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from entregent.notify.bell import bell_of, last_lines, latest, lines, mark_read, own, unread
from entregent.notify.pages import by_day, page_of_rows
from entregent.people.paths import local, referring_page
from entregent.people.viewer import who_looks

ALL = "toutes"


@require_GET
def notifications(request: HttpRequest) -> HttpResponse:
    """What is unread, or everything, the latest first."""
    viewer, everything = who_looks(request), request.GET.get("vue") == ALL
    until = latest(viewer)
    page = page_of_rows(own(viewer) if everything else unread(viewer), request.GET.get("page"))
    tabs = [
        {"label": _("Unread"), "url": request.path, "current": not everything},
        {"label": _("All"), "url": f"{request.path}?vue={ALL}", "current": everything},
    ]
    context = {"cut": page, "days": by_day(lines(page.object_list, viewer)), "tabs": tabs, "everything": everything}
    return render(request, "notify/notifications.html", context | {"bell": bell_of(viewer), "until": until})


@require_GET
def preview(request: HttpRequest) -> HttpResponse:
    """What the bell opens on the page: a part, not a page."""
    viewer = who_looks(request)
    until = latest(viewer)
    context = {"lines": last_lines(viewer), "bell": bell_of(viewer), "until": until}
    return render(request, "notify/preview.html", context | {"next": referring_page(request)})


@require_POST
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks a line as read, and leads to its record; what may no longer be seen does not exist."""
    viewer = who_looks(request)
    row = get_object_or_404(own(viewer), pk=pk)
    found = next(iter(lines([row], viewer)), None)
    if found is None:
        raise Http404
    mark_read(own(viewer).filter(pk=pk))
    return redirect(found.record.path)


@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """Marks everything as read, up to the latest line that the person had before their eyes."""
    until = request.POST.get("until", "")
    if until.isascii() and until.isdecimal() and len(until) < 19:
        mark_read(unread(who_looks(request)).filter(event_id__lte=int(until)))
    return redirect(local(request.POST.get("next", ""), reverse("notifications")))
