"""« Messages types »: the texts that the desk writes often, and one of them inserted in an answer."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent import audit
from entregent.core.richtext import of_text
from entregent.core.writing import Typed
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.guard import demand, demand_right
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.spaces.support import standard
from entregent.spaces.support.lists import StandardMessageList
from entregent.spaces.support.models import Intervention, StandardMessage
from entregent.spaces.support.rights import HANDLE
from entregent.spaces.support.standard_form import StandardMessageForm
from entregent.spaces.support.views.establishments import manager, provider
from entregent.spaces.support.views.requests import detail, find_request
from entregent.spaces.support.views.senders import who_may
from entregent.threads.attachments import receiving_one
from entregent.threads.forms import AnswerForm
from entregent.threads.reply import Reply, number_in


@require_GET
def messages_list(request: HttpRequest) -> HttpResponseBase:
    viewer = provider(request)
    demand_right(viewer, HANDLE)
    return answer_list(request, StandardMessageList(viewer, request.GET), "support/standard_messages.html")


@require_http_methods(["GET", "POST"])
@once
def message(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    viewer = manager(request)
    found = get_object_or_404(StandardMessage.objects.visible_to(viewer), pk=pk) if pk else None
    form = StandardMessageForm(request.POST or kept_forms.take_kept(request), instance=found, viewer=viewer)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        save(form, viewer)
        return redirect("support:standard-messages")
    status = 422 if request.method == "POST" and not form.is_valid() else 200
    shown = {"form": form, "found": found, "names": standard.NAMES, "preview": preview(form, viewer)}
    return render(request, "support/standard_message.html", shown, status=status)


@require_POST
@partial(receiving_one, asks=who_may("answer"))
def insertion(request: HttpRequest, number: int) -> HttpResponse:
    """A standard message filled for one request: as markup for a script, else in the box behind what was typed."""
    viewer, found = who_looks(request), find_request(request, number)
    demand_right(viewer, HANDLE)
    demand(found, "answer", viewer)
    chosen = get_object_or_404(standard.fitting(found, viewer), pk=number_in(request.POST.get("standard")))
    filled = standard.filled_message(found, chosen, viewer)
    chosen.count_use(viewer)
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"html": filled})
    typed = of_text(request.POST.get(AnswerForm.FIELD, ""))
    kept = {AnswerForm.FIELD: Typed(typed + filled), AnswerForm.FILES: request.POST.getlist(AnswerForm.FILES)}
    form = AnswerForm(initial=kept, viewer=viewer)
    return detail(request, found, Reply.opened(request, found, answer=form))


def save(form: StandardMessageForm, viewer: Viewer) -> None:
    verb = "support.standardmessage.changed" if form.instance.pk else "support.standardmessage.created"
    with transaction.atomic():
        saved = form.save()
        audit.record(verb, saved, by=viewer, house_id=viewer.house_id, fields=form.changed_data)


def preview(form: Any, viewer: Viewer) -> dict[str, Any] | None:
    """As it would read in the latest request that it fits."""
    if not (form.is_bound and form.is_valid()):
        return None
    draft: StandardMessage = form.instance
    rows = Intervention.objects.visible_to(viewer).select_related(
        "contract__product", "service", "owner", "dossier__party"
    )
    if draft.product_id:
        rows = rows.filter(contract__product=draft.product_id)
    if draft.service_id:
        rows = rows.filter(service=draft.service_id)
    found = rows.order_by("-number").first()
    return {"request": found, "html": standard.preview(draft, found, viewer)} if found else None
