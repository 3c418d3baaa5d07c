"""« Transférer des documents »: choose, send, hand in; and the receipt of what was handed in."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entregent.core.disposition import disposition
from entregent.dossiers.models import Dossier
from entregent.lists.answer import answer_list
from entregent.people import drafts, kept_forms
from entregent.people.guard import demand_right
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.spaces.depot.forms import TransferForm
from entregent.spaces.depot.lists import DepositList
from entregent.spaces.depot.models import Deposit, Paper
from entregent.spaces.depot.models.deposit import PURPOSE, seal_of
from entregent.spaces.depot.receipt import receipt_pdf
from entregent.spaces.depot.rights import DEPOSIT
from entregent.spaces.depot.statuses import REMOVED
from entregent.threads.attachments import FILES, receiving_one

PLACE = "depot.deposit:new"  # where the draft of a transfer is kept
DIGEST = re.compile(r"[0-9a-f]{64}")


def may_hand_in(request: HttpRequest) -> bool:
    return who_looks(request).can(DEPOSIT)


@require_http_methods(["GET", "POST"])
@partial(receiving_one, sent_for=PURPOSE, asks=may_hand_in)
@once
def transfer(request: HttpRequest) -> HttpResponse:
    viewer = who_looks(request)
    demand_right(viewer, DEPOSIT)
    dossier, (kept,) = own_dossier(viewer), drafts.resume(request, PLACE)
    sent = request.POST or kept_forms.take_kept(request)
    start = {"destination": last_destination(viewer), **kept.initial}
    form = TransferForm(sent, request.FILES or None, initial=start, viewer=viewer, dossier=dossier)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "depot/transfer.html", {"form": form, "kept": kept}, status=status)
    drafts.drop(viewer, PLACE)
    said = (form.cleaned_data["destination"], form.cleaned_data[FILES], form.alerted)
    deposit = Deposit.hand_in(dossier, *said, by=viewer)
    messages.success(request, _("Your documents have arrived: this is your receipt."))
    return redirect(deposit)


@require_GET
def twins(request: HttpRequest) -> HttpResponse:
    """Whether the dossier has these very bytes already: said before they are sent, of one's own dossier alone."""
    viewer, digest = who_looks(request), request.GET.get("empreinte", "")
    demand_right(viewer, DEPOSIT)
    rows = Paper.objects.visible_to(viewer).filter(dossier=own_dossier(viewer), digest=digest).exclude(status=REMOVED)
    twin = rows.select_related("deposit__depositor").first() if DIGEST.fullmatch(digest) else None
    return JsonResponse({"known": twin_words(twin) if twin else ""})


@require_GET
def deposits(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, DepositList(who_looks(request), request.GET))


@require_GET
def deposit(request: HttpRequest, number: int) -> HttpResponse:
    found = find_deposit(request, number)
    return render(request, "depot/deposit.html", receipt_context(request, found))


@require_GET
def receipt(request: HttpRequest, number: int) -> HttpResponse:
    found = find_deposit(request, number)
    made = receipt_pdf(receipt_context(request, found))
    name = _("Receipt %(number)s.pdf") % {"number": found.number}
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": disposition(name)})


# What the views above share


def own_dossier(viewer: Viewer) -> Dossier:
    rows = Dossier.objects.visible_to(viewer).filter(space="depot")
    found: Dossier = get_object_or_404(rows, party=viewer.party_id)
    return found


def last_destination(viewer: Viewer) -> int | None:
    """Where this person sent documents last, if it is still open."""
    rows = Deposit.objects.visible_to(viewer).filter(depositor=viewer.membership_id, destination__closed_at=None)
    found: int | None = rows.order_by("-pk").values_list("destination", flat=True).first()
    return found


def twin_words(twin: Paper) -> str:
    told = {"name": twin.deposit.depositor.name, "day": date_format(twin.handed_at, "SHORT_DATE_FORMAT")}
    return _("Handed in already on %(day)s by %(name)s.") % told


def find_deposit(request: HttpRequest, number: int) -> Deposit:
    rows = Deposit.objects.visible_to(who_looks(request))
    found: Deposit = get_object_or_404(
        rows.select_related("dossier__party", "dossier__house", "destination", "depositor"), number=number
    )
    return found


def receipt_context(request: HttpRequest, found: Deposit) -> dict[str, Any]:
    """The page and the PDF say the same."""
    viewer = who_looks(request)
    papers = list(Paper.objects.visible_to(viewer).filter(deposit=found).select_related("handler").order_by("pk"))
    home = (_("Deposits"), reverse("depot:deposits"))
    return {
        "deposit": found, "papers": papers, "total": sum(paper.size for paper in papers),
        "seal": seal_of([(paper.name, paper.size, paper.digest) for paper in papers]),
        "crumbs": [home, (_("No. %(number)s") % {"number": found.number}, "")],
    }  # fmt: skip
