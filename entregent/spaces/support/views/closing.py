"""The two steps of closing: the desk proposes, the owner confirms by the questionnaire or refuses."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entregent.people import drafts, held
from entregent.people.guard import demand
from entregent.people.submissions import once
from entregent.people.viewer import who_looks
from entregent.spaces.support.forms import EvaluationForm, ProposalForm, RefusalForm
from entregent.spaces.support.views.requests import act, find
from entregent.threads.reply import place


@require_http_methods(["GET", "POST"])
@once
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    viewer, found = who_looks(request), find(request, number)
    demand(found, "propose_closure", viewer)
    (kept,) = drafts.resume(request, place(found.place, "proposal"))
    form = ProposalForm(request.POST or None, initial=kept.initial)
    if request.method == "POST" and form.is_valid():
        found.propose_closure(form.cleaned_data["text"], by=viewer)
        drafts.drop(viewer, kept.place)
        messages.success(request, _("The owner is asked to confirm the closure."))
        return redirect(found)
    return act(request, found, form, _("Propose to close"), _("Propose to close"), kept=kept)


@require_http_methods(["GET", "POST"])
@once
def confirmation(request: HttpRequest, number: int) -> HttpResponse:
    viewer, found = who_looks(request), find(request, number)
    demand(found, "confirm_closure", viewer)
    form = EvaluationForm(request.POST or held.take(request))
    if request.method == "POST" and form.is_valid():
        found.confirm_closure(form.save(commit=False), by=viewer)
        messages.success(request, _("Thank you. The request is closed."))
        return redirect(found)
    return act(request, found, form, _("Closing questionnaire"), _("Close the request"))


@require_http_methods(["GET", "POST"])
@once
def refusal(request: HttpRequest, number: int) -> HttpResponse:
    viewer, found = who_looks(request), find(request, number)
    demand(found, "refuse_closure", viewer)
    (kept,) = drafts.resume(request, place(found.place, "refusal"))
    form = RefusalForm(request.POST or None, initial=kept.initial)
    if request.method == "POST" and form.is_valid():
        found.refuse_closure(form.cleaned_data["reason"], by=viewer)
        drafts.drop(viewer, kept.place)
        messages.success(request, _("The request goes back to the desk."))
        return redirect(found)
    return act(request, found, form, _("Refuse the closure"), _("Send back to the desk"), kept=kept)
