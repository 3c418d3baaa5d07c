"""The two steps of closing: the desk proposes, the owner confirms by the questionnaire or refuses."""

from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entregent.people import drafts
from entregent.people.guard import demand
from entregent.people.submissions import once
from entregent.people.viewer import who_looks
from entregent.spaces.support.asking import answering
from entregent.spaces.support.forms import ProposalForm, RefusalForm
from entregent.spaces.support.models import Evaluation
from entregent.spaces.support.questionnaire import asked_today
from entregent.spaces.support.views.requests import ActWords, act_page, find_request
from entregent.spaces.support.views.senders import who_may
from entregent.threads.attachments import receiving_one
from entregent.threads.reply import number_in


@require_http_methods(["GET", "POST"])
@partial(receiving_one, asks=who_may("propose_closure"))
@once
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    words = (_("Propose to close"), _("Propose to close"), _("The owner is asked to confirm the closure."))
    return _closing_step(request, number, "propose_closure", ProposalForm, words)


@require_http_methods(["GET", "POST"])
@partial(receiving_one, asks=who_may("refuse_closure"))
@once
def refusal(request: HttpRequest, number: int) -> HttpResponse:
    words = (_("Refuse the closure"), _("Send back to the desk"), _("The request goes back to the desk."))
    return _closing_step(request, number, "refuse_closure", RefusalForm, words)


@require_http_methods(["GET", "POST"])
@once
def confirmation(request: HttpRequest, number: int) -> HttpResponse:
    viewer, found = who_looks(request), find_request(request, number)
    demand(found, "confirm_closure", viewer)
    further = answering(request, asked_today(viewer))
    words = (_("Closing questionnaire"), _("Close the request"), _("Thank you. The request is closed."))

    def verb() -> None:
        assert further.version is not None
        found.confirm_closure(Evaluation.filled(further.version, further.answers()), by=viewer)

    page = "support/confirmation.html"
    return act_page(request, found, forms.Form(request.POST or None), verb, words, further=further, page=page)


@require_http_methods(["GET", "POST"])
@once
def evaluation(request: HttpRequest, number: int) -> HttpResponse:
    """Its author corrects it, for a day, with the questions that were answered."""
    viewer, found = who_looks(request), find_request(request, number)
    rows = Evaluation.objects.visible_to(viewer).select_related("version", "closure__intervention")
    given: Evaluation = get_object_or_404(rows, closure__intervention=found)
    demand(given, "correct", viewer)
    further = answering(request, given.version, answers=given.answers)
    words = (_("Correct your evaluation"), _("Save the evaluation"), _("Your evaluation is corrected."))
    act = forms.Form(request.POST or None)
    return act_page(
        request, found, act, lambda: given.correct(further.answers(), by=viewer), words, further=further,
        page="support/correction.html", until=given.correctable_until,
    )  # fmt: skip


def _closing_step(request: HttpRequest, number: int, ability: str, kind: Any, words: ActWords) -> HttpResponse:
    """ability: also the name of the verb. kind: the class of the form."""
    viewer, found = who_looks(request), find_request(request, number)
    demand(found, ability, viewer)
    (kept,) = drafts.resume(request, drafts.place_of(found, kind.PLACE))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, seen = kind(*sent, initial=kept.initial, viewer=viewer), number_in(request.POST.get("seen"))

    def verb() -> None:
        getattr(found, ability)(form.cleaned_data[kind.FIELD], by=viewer, seen=seen, files=form.files_sent)

    return act_page(request, found, form, verb, words, kept=kept)
