"""« Votre compte »: the tiles of a cabinet, its particulars, its clients."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from entregent.core.clock import now
from entregent.lists.answer import answer_list, part
from entregent.people.models import Party
from entregent.people.sides import ADVISER
from entregent.people.viewer import Viewer, who_looks
from entregent.records.views.pages import show
from entregent.spaces.extranet.hands import assignment_history
from entregent.spaces.extranet.lists import AWAITING, ArchiveList, ClientList, new_counts
from entregent.spaces.extranet.models import Answer, Cabinet, ChangeRequest, Letter, Member
from entregent.spaces.extranet.models.change import FIELDS, PENDING
from entregent.spaces.extranet.records import MemberPage
from entregent.spaces.extranet.rights import SUPERVISE
from entregent.spaces.extranet.views.sides import not_customer, of_cabinet

SOON = timedelta(days=15)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    viewer = who_looks(request)
    if viewer.side != ADVISER:
        return redirect("extranet:sent" if viewer.is_provider else "extranet:own-letters")
    awaited = Letter.objects.visible_to(viewer).filter(AWAITING)
    last = timezone.localdate(now()) + SOON
    context = {
        "cabinet": cabinet_of(viewer), "tiles": home_tiles(viewer), "awaited": awaited.count(), "viewer": viewer,
        "soon": awaited.filter(due_on__lte=last).select_related("dossier__party").order_by("due_on", "pk")[:10],
    }  # fmt: skip
    return render(request, "extranet/home.html", context)


def home_tiles(viewer: Viewer) -> list[dict[str, Any]]:
    """Each leads where its figure comes from; with nothing to count, the sentence of the manual."""
    clients, own = new_counts(viewer)
    tiles = [
        tile("mail", "extranet:letters", clients, _("New member letters"), _("No new member letter")),
        tile("inbox", "extranet:own-letters", own, _("New cabinet letters"), _("No new cabinet letter")),
        tile(
            "users",
            "extranet:clients",
            Member.objects.visible_to(viewer).count(),
            _("Your clients"),
            _("No client yet"),
        ),
    ]
    if viewer.can(SUPERVISE):
        waiting = Answer.objects.visible_to(viewer).filter(decision="").count()
        words = _("Collaborator answers to approve"), _("No collaborator answer to approve")
        tiles.append(tile("circle-check", "extranet:approvals", waiting, *words))
    return [*tiles, tile("user", "extranet:particulars", "", _("Your personal data"), _("Your personal data"))]


def clients_of(viewer: Viewer) -> int:
    return int(Member.objects.visible_to(viewer).count())


def tile(icon: str, name: str, count: Any, label: str, none: str) -> dict[str, Any]:
    return {"icon": icon, "url": reverse(name), "count": count, "label": label if count else none}


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "extranet/help.html", {"viewer": who_looks(request)})


@require_GET
def particulars(request: HttpRequest) -> HttpResponse:
    viewer = of_cabinet(request)
    cabinet = cabinet_of(viewer)
    lines = lines_of(viewer, cabinet.party, lambda field: reverse("extranet:own-change", args=[field]))
    return render(request, "extranet/particulars.html", {"cabinet": cabinet, "lines": lines})


@require_GET
def clients(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, ClientList(not_customer(request), request.GET))


@require_GET
def client(request: HttpRequest, number: int) -> HttpResponse:
    viewer = not_customer(request)
    found = find_member(viewer, number)
    page = MemberPage.find(viewer, found.pk)
    lines = lines_of(viewer, found.dossier.party, lambda one: reverse("extranet:client-change", args=[number, one]))
    archives = part(request, ArchiveList(viewer, request.GET, dossier=found.dossier_id))
    hands = assignment_history(viewer, found) if viewer.can(SUPERVISE) else ()
    more: dict[str, Any] = {"list": archives, "lines": lines, "may_ask": viewer.side == ADVISER, "hands": hands}
    return show(request, page, "extranet/client.html", **more)


def find_member(viewer: Viewer, number: int) -> Member:
    rows = Member.objects.visible_to(viewer).select_related("dossier__party")
    found: Member = get_object_or_404(rows, number=number)
    return found


def cabinet_of(viewer: Viewer) -> Cabinet:
    """Raises Http404 for somebody of none."""
    rows = Cabinet.objects.visible_to(viewer).select_related("party")
    found: Cabinet | None = rows.filter(party=viewer.party_id).first()
    if found is None:
        raise Http404
    return found


def lines_of(viewer: Viewer, party: Party, address: Any) -> list[dict[str, Any]]:
    """Each field that may be changed by a request: its value, and the change that is being processed."""
    rows = ChangeRequest.objects.visible_to(viewer).filter(dossier__party=party, state=PENDING)
    pending = {one.field: one for one in rows}
    return [
        {
            "label": Party._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
            "value": getattr(party, name), "url": address(name), "pending": pending.get(name),
        }
        for name in FIELDS
    ]  # fmt: skip
