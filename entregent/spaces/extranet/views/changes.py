"""Changes of particulars: asked for by field, decided on by the body, withdrawn by the cabinet."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.dossiers.models import Dossier
from entregent.lists.answer import answer_list
from entregent.people.guard import demand, demand_right
from entregent.people.submissions import once
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.forms import ChangeForm, ReasonForm, is_field
from entregent.spaces.extranet.lists import ChangeList
from entregent.spaces.extranet.models import ChangeRequest
from entregent.spaces.extranet.rights import SUPERVISE
from entregent.spaces.extranet.views.account import find_member
from entregent.spaces.extranet.views.sides import not_customer, of_cabinet


@require_GET
def changes(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, ChangeList(not_customer(request), request.GET))


@require_http_methods(["GET", "POST"])
@once
def own_change(request: HttpRequest, field: str) -> HttpResponse:
    viewer = of_cabinet(request)
    demand_right(viewer, SUPERVISE)
    rows = Dossier.objects.visible_to(viewer).filter(space="extranet").select_related("party")
    return _ask(request, viewer, get_object_or_404(rows, party=viewer.party_id), field, "extranet:particulars")


@require_http_methods(["GET", "POST"])
@once
def client_change(request: HttpRequest, number: int, field: str) -> HttpResponse:
    viewer = of_cabinet(request)
    found = find_member(viewer, number)
    return _ask(request, viewer, found.dossier, field, found.get_absolute_url())


def _ask(request: HttpRequest, viewer: Viewer, dossier: Dossier, field: str, back: str) -> HttpResponse:
    if not is_field(field):
        raise Http404
    form = ChangeForm(request.POST or None, field=field, initial={"value": getattr(dossier.party, field)})
    if request.method == "POST" and form.is_valid():
        ChangeRequest.ask(dossier, field, form.cleaned_data["value"], by=viewer)
        messages.success(request, _("Your request is sent: the value stays until the body has accepted it."))
        return redirect(back)
    context = {"form": form, "title": _("Ask for a change"), "submit": _("Send the request")}
    return render(request, "extranet/form.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def change(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = not_customer(request)
    found = find_change(viewer, pk)
    may = {act: ok and found.fitting(viewer)[act] for act, ok in found.permits(viewer).items()}
    return render(request, "extranet/change.html", {"found": found, "may": may})


@require_POST
@once
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = not_customer(request)
    found = find_change(viewer, pk)
    demand(found, "decide", viewer)
    found.accept(by=viewer)
    messages.success(request, _("The change is made."))
    return redirect("extranet:changes")


@require_http_methods(["GET", "POST"])
@once
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = not_customer(request)
    found, form = find_change(viewer, pk), ReasonForm(request.POST or None)
    demand(found, "decide", viewer)
    if request.method == "POST" and form.is_valid():
        found.refuse(form.cleaned_data["reason"], by=viewer)
        messages.success(request, _("The change is refused, with your reason."))
        return redirect("extranet:changes")
    context = {"form": form, "title": _("Refuse the change"), "submit": _("Refuse the change")}
    return render(request, "extranet/form.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@once
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = not_customer(request)
    found = find_change(viewer, pk)
    demand(found, "withdraw", viewer)
    found.withdraw(by=viewer)
    messages.success(request, _("Your request is withdrawn."))
    return redirect("extranet:changes")


def find_change(viewer: Viewer, pk: int) -> ChangeRequest:
    rows = ChangeRequest.objects.visible_to(viewer).select_related("dossier__party", "author", "decider")
    found: ChangeRequest = get_object_or_404(rows, pk=pk)
    return found
