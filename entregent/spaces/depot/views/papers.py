"""Papers: the client's folders, one paper, and what may be done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.files import pages
from entregent.files.giving.door import file_for, note_reading
from entregent.lists.answer import answer_list, way_back
from entregent.people import kept_forms
from entregent.people.guard import demand
from entregent.people.submissions import once
from entregent.people.viewer import who_looks
from entregent.records.views.pages import show
from entregent.spaces.depot.filing_form import DeclineForm, FilingForm, RefusalForm, ReleaseForm, RemovalForm
from entregent.spaces.depot.lists import ArrivalList, OwnPaperList, SafeList
from entregent.spaces.depot.models import Paper
from entregent.spaces.depot.readings import readings_of
from entregent.spaces.depot.records import PaperPage
from entregent.spaces.depot.views.published import client_tabs

PageWords = tuple[str, str, str]


@require_GET
def papers(request: HttpRequest) -> HttpResponseBase:
    """« Fichiers en cours »: the folders of the client."""
    viewer = who_looks(request)
    if not viewer.is_customer:
        raise Http404
    context = {"tabs": client_tabs(request)}
    return answer_list(request, OwnPaperList(viewer, request.GET), "depot/papers.html", context)


@require_GET
def arrivals(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, ArrivalList(firm(request), request.GET))


@require_GET
def safe(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, SafeList(firm(request), request.GET))


@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper with its pages: whoever opens it has read it."""
    page = PaperPage.find(who_looks(request), pk)
    found = page.record
    file = file_for(page.viewer, found.file_uuid) if found.may_open(page.viewer) else None
    facts = pages.facts_of(file) if file else None
    if file and facts and facts.pages:
        note_reading(page.viewer, file)
    shown = {"file": file, "facts": facts, "pages": range(1, facts.pages + 1) if facts else ()}
    context = {**shown, "found": found, "abilities": found.abilities(page.viewer), "readings": readings_of(found)}
    return show(request, page, "depot/paper.html", **context, crumbs=crumbs(request, page))


@require_POST
@once
def deletion(request: HttpRequest, pk: int) -> HttpResponse:
    return at_once(request, pk, "delete", lambda found, by: found.remove(by=by), _("Deleted: it can be brought back."))


@require_POST
@once
def restoration(request: HttpRequest, pk: int) -> HttpResponse:
    return at_once(request, pk, "restore", lambda found, by: found.restore(by=by), _("The document is back."))


@require_POST
@once
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("The document is removed; its client is told.")
    return at_once(request, pk, "answer_removal", lambda found, by: found.grant_removal(by=by), words)


@require_http_methods(["GET", "POST"])
@once
def charge(request: HttpRequest, pk: int) -> HttpResponse:
    words = (_("Take charge of the document"), _("Take charge"), _("The document is in the safe; its client is told."))
    return filing(request, pk, "take", words)


@require_http_methods(["GET", "POST"])
@once
def classing(request: HttpRequest, pk: int) -> HttpResponse:
    return filing(request, pk, "file", (_("File the document elsewhere"), _("File"), _("The document is filed.")))


@require_http_methods(["GET", "POST"])
@once
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    words = (_("Refuse the document"), _("Refuse"), _("The document is refused; its client is told why."))
    return answer_with_reason(request, pk, "refuse", RefusalForm, words)


@require_http_methods(["GET", "POST"])
@once
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    words = (_("Ask for the removal of the document"), _("Ask for its removal"), _("Your firm is asked."))
    return answer_with_reason(request, pk, "ask_removal", RemovalForm, words)


@require_http_methods(["GET", "POST"])
@once
def refusal_of_removal(request: HttpRequest, pk: int) -> HttpResponse:
    words = (_("Keep the document"), _("Keep it"), _("The document stays; its client is told why."))
    return answer_with_reason(request, pk, "answer_removal", DeclineForm, words, verb="decline_removal")


@require_http_methods(["GET", "POST"])
@once
def clearance(request: HttpRequest, pk: int) -> HttpResponse:
    words = (_("Answer for the file"), _("Open it to the firm"), _("The document can be opened."))
    return answer_with_reason(request, pk, "release", ReleaseForm, words)


# What the views above share


def firm(request: HttpRequest) -> Any:
    viewer = who_looks(request)
    if not viewer.is_provider:
        raise Http404
    return viewer


def find_paper(request: HttpRequest, pk: int, act: str) -> Paper:
    """Raises Http404, PermissionDenied, or Refused when it is too late."""
    page = PaperPage.find(who_looks(request), pk)
    demand(page.record, act, page.viewer)
    found: Paper = page.record
    return found


def at_once(request: HttpRequest, pk: int, act: str, verb: Callable[..., Any], words: str) -> HttpResponse:
    found = find_paper(request, pk, act)
    verb(found, who_looks(request))
    messages.success(request, words)
    return redirect(found)


def filing(request: HttpRequest, pk: int, act: str, words: PageWords) -> HttpResponse:
    viewer, found = who_looks(request), find_paper(request, pk, act)
    now_filed = {"year": found.year, "category": found.category_id, "summary": found.summary}
    initial = {name: value for name, value in now_filed.items() if value}
    form = FilingForm(request.POST or kept_forms.take_kept(request), initial=initial, viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        return act_page(request, found, form, words)
    getattr(found, act)(
        form.cleaned_data["category"], form.cleaned_data["year"], form.cleaned_data["summary"], by=viewer
    )
    messages.success(request, words[2])
    return redirect(found)


def answer_with_reason(
    request: HttpRequest, pk: int, act: str, form_class: type[Any], words: PageWords, verb: str = ""
) -> HttpResponse:
    """An act that wants a reason. verb: its method, where the ability has another name."""
    found = find_paper(request, pk, act)
    form = form_class(request.POST or kept_forms.take_kept(request))
    if request.method != "POST" or not form.is_valid():
        return act_page(request, found, form, words)
    getattr(found, verb or act)(form.cleaned_data["reason"], by=who_looks(request))
    messages.success(request, words[2])
    return redirect(found)


def act_page(request: HttpRequest, found: Paper, form: Any, words: PageWords) -> HttpResponse:
    title, submit, _done = words
    way = [*crumbs(request, PaperPage(who_looks(request), found))[:-1], (found.name, found.get_absolute_url())]
    context = {"found": found, "form": form, "title": title, "submit": submit, "crumbs": [*way, (title, "")]}
    return render(request, "depot/act.html", context, status=422 if request.method == "POST" else 200)


def crumbs(request: HttpRequest, page: PaperPage) -> list[tuple[str, str]]:
    found = page.record
    if page.viewer.is_customer:
        name, words = "depot:papers", _("Files in progress")
    elif found.handler_id:
        name, words = "depot:safe", _("Safe")
    else:
        name, words = "depot:arrivals", _("Arrivals")
    return [(words, way_back(request, reverse(name), found.pk)), (found.name, "")]
