"""Intervention requests: the list, a new one, one request and what may be done to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.files import attaching
from entregent.links import linking
from entregent.links.links_panel import seen_links
from entregent.lists.answer import answer_list, way_back
from entregent.people import drafts, kept_forms
from entregent.people.guard import demand, demand_right
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.questions.answers import AnswersForm
from entregent.questions.posting import typed_for
from entregent.questions.stored_answers import answers_in_words, kept_aside
from entregent.records.views.pages import show, wants_part
from entregent.spaces.support import conversation, standard
from entregent.spaces.support.asking import answering, version_of, version_under
from entregent.spaces.support.deadlines import closes_after
from entregent.spaces.support.desks import services
from entregent.spaces.support.forms import CancellationForm, EditForm, HandOverForm, MoveForm, RequestForm, followable
from entregent.spaces.support.lists import RequestList
from entregent.spaces.support.models import Evaluation, Intervention
from entregent.spaces.support.owners import desk_people, possible_owners
from entregent.spaces.support.records import RequestPage
from entregent.spaces.support.rights import REQUEST
from entregent.spaces.support.statuses import CLOSED
from entregent.spaces.support.views.senders import who_bears, who_may
from entregent.threads import talk
from entregent.threads.attachments import receiving_one
from entregent.threads.reading import mark_read
from entregent.threads.reply import Reply, in_time, number_in

ActWords = tuple[str, str, str]
NEW = "support.request:new"  # where the draft of a new request is kept
SHOWN = ("contract__product", "service", "form_version", "owner", "handler", "dossier__party")


@require_GET
def requests(request: HttpRequest) -> HttpResponseBase:
    viewer = who_looks(request)
    return answer_list(
        request, RequestList(viewer, request.GET), "support/requests.html", {"may_file": viewer.can(REQUEST)}
    )


@require_GET
def request_new(request: HttpRequest) -> HttpResponse:
    viewer = who_looks(request)
    demand_right(viewer, REQUEST)
    followed = followable(viewer).filter(number=number_in(request.GET.get("suite"))).first()
    (kept,) = drafts.resume(request, place_of_new(followed))
    asked = {"contract": request.GET["contrat"]} if "contrat" in request.GET else {}
    after = {"follows": followed.pk, "contract": followed.contract_id} if followed else {}
    typed = {**after, **kept.initial, **asked}
    further = AnswersForm(version=version_under(viewer, typed.get("contract")), viewer=viewer, typed=typed)
    return request_form(request, RequestForm(initial=typed, viewer=viewer), further, kept)


@require_POST
@partial(receiving_one, asks=who_bears(REQUEST))
def request_questions(request: HttpRequest) -> HttpResponse:
    """A contract was chosen: its questions, with what fits them of the answers so far. Nothing is sent yet."""
    viewer = who_looks(request)
    demand_right(viewer, REQUEST)
    version = version_under(viewer, request.POST.get("contract"))
    typed = typed_for(request.POST, version, viewer) if version else None
    further = AnswersForm(version=version, viewer=viewer, typed=typed)
    if wants_part(request):
        return render(request, "questions/fields.html", {"further": further})
    form = RequestForm(request.POST, request.FILES, viewer=viewer).unchecked()
    return request_form(request, form, further, drafts.FormStart(place_of_new(form.followed)), status=422)


@require_POST
@partial(receiving_one, asks=who_bears(REQUEST))
@once
def request_create(request: HttpRequest) -> HttpResponse:
    viewer = who_looks(request)
    demand_right(viewer, REQUEST)
    form = RequestForm(request.POST, request.FILES, viewer=viewer)
    is_right = form.is_valid()
    further = answering(request, version_of(viewer, form.cleaned_data.get("contract")))
    if not (further.is_valid() and is_right):
        return request_form(request, form, further, drafts.FormStart(place_of_new(form.followed)), status=form.status)
    asked = form.cleaned_data
    drafts.drop(viewer, place_of_new(asked["follows"]))
    said = (asked["subject"], asked["text"], further.answers())
    filed = Intervention.open(
        asked["contract"], *said, by=viewer, files=form.files_sent, version=further.version, follows=asked["follows"]
    )  # fmt: skip
    messages.success(request, _("Your request no. %(number)s is filed.") % {"number": filed.number})
    return redirect("support:request", filed.number)


@require_GET
def request(request: HttpRequest, number: int) -> HttpResponse:
    found = find_request(request, number)
    may_write = found.abilities(who_looks(request))["answer"]
    return detail(request, found, Reply.opened(request, found) if may_write else None)


@require_http_methods(["GET", "POST"])
@partial(receiving_one, asks=who_may("edit"))
@once
def edit(request: HttpRequest, number: int) -> HttpResponse:
    viewer, found = who_looks(request), find_request(request, number)
    demand(found, "edit", viewer)
    typed = kept_forms.take_kept(request)
    form = EditForm(request.POST or typed, request.FILES or None, initial={"subject": found.subject}, viewer=viewer)
    before = {"answers": found.details, "attached": attaching.files_of(found)}
    further = answering(request, found.form_version, typed=typed, **before)
    seen = number_in(request.POST.get("seen"))

    def verb() -> None:
        details = [*further.answers(), *kept_aside(found.details, found.form_version)]
        found.edit(form.cleaned_data["subject"], details, by=viewer, seen=seen, files=form.files_sent)

    words = (_("Change the request"), _("Save"), _("The request is changed."))
    return act_page(request, found, form, verb, words, further=further)


@require_http_methods(["GET", "POST"])
@once
def cancellation(request: HttpRequest, number: int) -> HttpResponse:
    viewer, found = who_looks(request), find_request(request, number)
    demand(found, "cancel", viewer)
    form = CancellationForm(request.POST or kept_forms.take_kept(request))
    words = (_("Cancel the intervention request"), _("Cancel the request"), _("The request is cancelled."))
    return act_page(request, found, form, lambda: found.cancel(form.cleaned_data["reason"], by=viewer), words)


@require_http_methods(["GET", "POST"])
@once
def ownership(request: HttpRequest, number: int) -> HttpResponse:
    viewer, found = who_looks(request), find_request(request, number)
    demand(found, "hand_over", viewer)
    form = HandOverForm(request.POST or kept_forms.take_kept(request), among=possible_owners(found, viewer))
    words = (_("Hand the request over"), _("Hand over"), _("The request now belongs to %(name)s."))
    return act_page(request, found, form, lambda: found.hand_over(form.cleaned_data["to"], by=viewer), words)


@require_http_methods(["GET", "POST"])
@once
def move(request: HttpRequest, number: int) -> HttpResponse:
    viewer, found = who_looks(request), find_request(request, number)
    demand(found, "move", viewer)
    form = MoveForm(request.POST or kept_forms.take_kept(request), among=services(viewer).exclude(pk=found.service_id))
    words = (_("Move to another service"), _("Move the request"), _("The request is moved, and its new desk is told."))
    return act_page(request, found, form, lambda: found.move(**form.cleaned_data, by=viewer), words)


@require_POST
@once
def restoration(request: HttpRequest, number: int) -> HttpResponse:
    return done_at_once(request, number, "restore", _("The request is put back; the desk is told."))


@require_POST
@once
def wish(request: HttpRequest, number: int) -> HttpResponse:
    words = _("The administrators of your establishment are asked to hand you this request.")
    return done_at_once(request, number, "want", words)


@require_POST
@once
def charge(request: HttpRequest, number: int) -> HttpResponse:
    """Taking over from a colleague is asked first: they may be in the middle of an answer."""
    viewer, found = who_looks(request), find_request(request, number)
    demand(found, "take", viewer)
    if found.handler_id and not request.POST.get("sure"):
        way = crumbs(request, found, found.get_absolute_url())
        return render(request, "support/take_over.html", {"found": found, "crumbs": way})
    found.take(by=viewer)
    messages.success(request, _("You are in charge of this request."))
    return redirect(found)


@require_http_methods(["GET", "POST"])
@once
def assignment(request: HttpRequest, number: int) -> HttpResponse:
    viewer, found = who_looks(request), find_request(request, number)
    demand(found, "assign", viewer)
    people = desk_people(viewer).exclude(pk=found.handler_id or 0)
    form = HandOverForm(request.POST or kept_forms.take_kept(request), among=people)
    form.fields["to"].label = _("To whom")
    words = (_("Assign the request"), _("Assign"), _("The request is assigned; whoever handles it is told."))
    return act_page(request, found, form, lambda: found.assign(form.cleaned_data["to"], by=viewer), words)


# What the views above share


def find_request(request: HttpRequest, number: int) -> Intervention:
    viewer = who_looks(request)
    rows = Intervention.objects.visible_to(viewer).select_related("thread", *SHOWN)
    found: Intervention = get_object_or_404(linking.knowing(rows, viewer), number=number)
    return found


def done_at_once(request: HttpRequest, number: int, act: str, words: str) -> HttpResponse:
    """What an act that asks nothing more shares: its verb has the name of the ability."""
    viewer, found = who_looks(request), find_request(request, number)
    demand(found, act, viewer)
    getattr(found, act)(by=viewer)
    messages.success(request, words)
    return redirect(found)


def detail(
    request: HttpRequest, found: Intervention, reply: Reply | None, *, status: int = 200, seen: int | None = None
) -> HttpResponse:  # fmt: skip
    """The page of a request. seen: the last event that its author knew of, when others were quicker."""
    viewer = who_looks(request)
    said = talk.conversation_of(
        conversation.about(found), viewer, before=number_in(request.GET.get("avant")), seen=seen
    )
    if status == 200 and not said.is_past:
        mark_read(found.thread, said.last_message, viewer, read=said.read)
    context = {**request_context(found, viewer, said), "reply": reply, "crumbs": crumbs(request, found)}
    if context["abilities"]["note"]:
        context |= {
            "standards": standard.fitting(found, viewer),
            "insertion": reverse("support:insertion", args=[found.number]),
        }
    return show(request, context.pop("page"), "support/request.html", status, **context)


def request_context(found: Intervention, viewer: Viewer, said: talk.Conversation) -> dict[str, Any]:
    """What the page of a request shows, and what refreshes it."""
    page, abilities, evaluation = RequestPage(viewer, found), found.abilities(viewer), evaluation_of(found, viewer)
    return {
        "found": found, "page": page, "history_url": page.address("history"), "talk": said,
        "closes_at": closes_after(found) if abilities["confirm_closure"] else None,
        "abilities": abilities, "permits": found.permits(viewer),
        "evaluation": evaluation, "may_correct": evaluation and evaluation.abilities(viewer)["correct"],
        "linked": seen_links(page), "link_url": abilities["link"] and reverse("links:new", args=[page.kind, found.pk]),
        "files": said.files, "answers": answers_in_words(found.form_version, found.details, said.files),
        "live": f"conversation:{found.number}",
        "live_presence": f"presence:{found.thread_id}" if viewer.is_provider else "",
    }  # fmt: skip


def act_page(  # noqa: PLR0913 (the parts of a page)
    request: HttpRequest, found: Intervention, form: Any, verb: Callable[[], object], words: ActWords, *,
    further: AnswersForm | None = None, kept: drafts.FormStart | None = None, page: str = "support/act.html",
    **more: Any,
) -> HttpResponse:  # fmt: skip
    """The page of an act on one request, and the act: 422 when its form has errors, 409 when others were quicker.

    verb: called with a form that is right. words: title, button, what is said when it is done.
    kept: where its draft is kept, and since when. page: its template, and more for it.
    """
    fits = request.method == "POST" and form.is_valid() & (further is None or further.is_valid())
    if fits and in_time(form, verb):
        if kept:
            drafts.drop(who_looks(request), kept.place)
        messages.success(request, words[2] % {"name": found.owner or ""})
        return redirect(found)
    late, seen = hasattr(form, "arrived"), number_in(request.POST.get("seen"))
    context = {
        "found": found, "form": form, "title": words[0], "submit": words[1], "further": further or (), "kept": kept,
        "crumbs": crumbs(request, found, found.get_absolute_url()),
        "talk": talk.basis(conversation.about(found), who_looks(request), seen, late=late), **more,
    }  # fmt: skip
    return render(request, page, context, status=409 if late else 422 if request.method == "POST" else 200)


def crumbs(request: HttpRequest, found: Intervention, url: str = "") -> list[tuple[str, str]]:
    """The list first, as it was left."""
    return [
        (_("Requests"), way_back(request, reverse("support:requests"), found.pk)),
        (_("No. %(number)s") % {"number": found.number}, url),
    ]


def evaluation_of(found: Intervention, viewer: Viewer) -> Evaluation | None:
    rows = Evaluation.objects.visible_to(viewer).filter(closure__intervention=found).select_related("version")
    evaluation: Evaluation | None = rows.first() if found.status == CLOSED else None
    return evaluation


def place_of_new(followed: Intervention | None) -> str:
    """Where the draft of a new request is kept: what follows another one is another draft."""
    return f"{NEW}:{followed.number}" if followed else NEW


def request_form(
    request: HttpRequest, form: RequestForm, further: AnswersForm, kept: drafts.FormStart, status: int = 200
) -> HttpResponse:
    context = {"form": form, "further": further, "kept": kept}
    return render(request, "support/request_new.html", context, status=status)
