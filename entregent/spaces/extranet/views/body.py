"""The desk of the body: letters sent, campaigns, cabinets."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from entregent.core.clock import now
from entregent.lists.answer import answer_list, part
from entregent.people import kept_forms
from entregent.people.submissions import once
from entregent.people.viewer import who_looks
from entregent.records.views.pages import show
from entregent.spaces.extranet.forms import CampaignForm
from entregent.spaces.extranet.letter_files import Match
from entregent.spaces.extranet.lists import CabinetList, CampaignList, ClientList, SentList
from entregent.spaces.extranet.models import Campaign, Letter
from entregent.spaces.extranet.records import CabinetPage
from entregent.spaces.extranet.statuses import ANSWERED, NEW
from entregent.spaces.extranet.views.sides import of_body


@require_GET
def letters_sent(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, SentList(of_body(request), request.GET))


@require_GET
def campaigns(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, CampaignList(of_body(request), request.GET))


@require_GET
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """Its board: sent, opened, answered, late."""
    viewer = of_body(request)
    found: Campaign = get_object_or_404(Campaign.objects.visible_to(viewer).select_related("letter_type"), pk=pk)
    late = Q(due_on__lt=timezone.localdate(now())) & ~Q(status=ANSWERED)
    counts = Letter.objects.visible_to(viewer).filter(campaign=found).aggregate(
        sent=Count("pk"), opened=Count("pk", filter=~Q(status=NEW)), answered=Count("pk", filter=Q(status=ANSWERED)),
        late=Count("pk", filter=late),
    )  # fmt: skip
    letters = part(request, SentList(viewer, request.GET, campaign=found.pk))
    return render(request, "extranet/campaign.html", {"found": found, "counts": counts, "list": letters})


@require_http_methods(["GET", "POST"])
@once
def campaign_new(request: HttpRequest) -> HttpResponse:
    viewer = of_body(request)
    form = CampaignForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        match = form.match()
        if match and not form.cleaned_data["is_checked"]:
            return checked_batch(request, form, match)
        return send_campaign(request, form, match)
    context = {"form": form, "title": _("Send a letter"), "submit": _("Send the letter")}
    return render(request, "extranet/form.html", context, status=422 if request.method == "POST" else 200)


def checked_batch(request: HttpRequest, form: CampaignForm, match: Match) -> HttpResponse:
    """What would be published, before it is: the same form comes back, with whose file is whose."""
    typed = request.POST.copy()
    typed["is_checked"] = "on"
    form.data = typed
    context = {"form": form, "match": match, "title": _("Check the batch"), "submit": _("Publish these letters")}
    return render(request, "extranet/batch.html", context)


def send_campaign(request: HttpRequest, form: CampaignForm, match: Match | None) -> HttpResponse:
    """Of a batch, those who have a file; of the others, all who are ticked."""
    said, to = form.cleaned_data, list(form.cleaned_data["dossiers"])
    if match:
        to = [dossier for dossier in to if dossier.pk in match.file_of]
    letters = form.instance.send(
        to, by=who_looks(request), due_on=said["due_on"], files=[] if match else said["fichiers"],
        file_of=match.file_of if match else None,
    )  # fmt: skip
    count = len(letters)
    words = ngettext("%(count)s letter is sent.", "%(count)s letters are sent.", count)
    messages.success(request, words % {"count": count})
    return redirect("extranet:campaign", form.instance.pk)


@require_GET
def cabinets(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, CabinetList(of_body(request), request.GET))


@require_GET
def cabinet(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = of_body(request)
    members = part(request, ClientList(viewer, request.GET, cabinet=pk))
    return show(request, CabinetPage.find(viewer, pk), "extranet/cabinet.html", list=members)
