"""Letters, as a cabinet reads and answers them, and as the body sees what became of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.files import pages
from entregent.files.giving.door import note_reading
from entregent.lists.answer import answer_list
from entregent.people.guard import demand
from entregent.people.sides import ADVISER
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.questions.answers import AnswersForm
from entregent.questions.stored_answers import answers_in_words
from entregent.spaces.extranet.letter_files import files_of_letter
from entregent.spaces.extranet.lists import ArchiveList, NewLetterList, OwnLetterList
from entregent.spaces.extranet.models import Answer, Letter
from entregent.spaces.extranet.models.answer import REJECTED
from entregent.spaces.extranet.views.sides import of_cabinet


@require_GET
def new_letters(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, NewLetterList(of_cabinet(request), request.GET), "extranet/letters.html")


@require_GET
def archives(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, ArchiveList(of_cabinet(request), request.GET))


@require_GET
def own_letters(request: HttpRequest) -> HttpResponseBase:
    viewer = who_looks(request)
    if viewer.is_provider:
        raise Http404
    return answer_list(request, OwnLetterList(viewer, request.GET))


@require_GET
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Its cover until somebody of the cabinet opens it: a GET archives nothing."""
    viewer, found = who_looks(request), find_letter(request, pk)
    rows = Answer.objects.visible_to(viewer).filter(letter=found).select_related("version", "author", "decider")
    given = [{"answer": one, "lines": answers_in_words(one.version, one.answers)} for one in rows]
    is_closed = viewer.side == ADVISER and found.read_at is None
    context = {
        **({} if is_closed else letter_pages(viewer, found)), "found": found, "given": given, "is_closed": is_closed,
        "may": {act: ok and found.fitting(viewer)[act] for act, ok in found.permits(viewer).items()},
        "may_decide": any(one.permits(viewer)["decide"] for one in rows), "viewer": viewer,
    }  # fmt: skip
    return render(request, "extranet/letter.html", context)


@require_POST
@once
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_letter(request, pk)
    demand(found, "open", who_looks(request))
    found.open(by=who_looks(request))
    return redirect(found)


@require_POST
@once
def return_to_new(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_letter(request, pk)
    demand(found, "put_back", who_looks(request))
    found.put_back(by=who_looks(request))
    messages.success(request, _("The letter is among the new ones again."))
    return redirect(found)


@require_http_methods(["GET", "POST"])
@once
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found = who_looks(request), find_letter(request, pk)
    demand(found, "answer", viewer)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AnswersForm(*sent, version=found.version, viewer=viewer, answers=rejected_answers(viewer, found))
    if request.method == "POST" and form.is_valid():
        made = Answer.submit(found, form.answers(), by=viewer)
        waits = _("Your answer waits for the approval of your supervisor.")
        messages.success(request, _("Your answer is sent.") if made.released_at else waits)
        return redirect(found)
    context = {"found": found, "further": form, "form": form}
    return render(request, "extranet/reply.html", context, status=422 if request.method == "POST" else 200)


def letter_pages(viewer: Viewer, found: Letter) -> dict[str, object]:
    """The first file of a letter as pictures, and the others by name."""
    files = files_of_letter(found)
    file = next((one for one in files if one.may_open(viewer)), None)
    facts = pages.facts_of(file) if file else None
    if file and facts and facts.pages:
        note_reading(viewer, file)
    return {
        "file": file, "facts": facts, "pages": range(1, facts.pages + 1) if facts else (),
        "files": [one for one in files if one != file],
    }  # fmt: skip


def find_letter(request: HttpRequest, pk: int) -> Letter:
    rows = Letter.objects.visible_to(who_looks(request))
    found: Letter = get_object_or_404(
        rows.select_related("dossier__party", "dossier__house", "version__form", "letter_type", "reader", "campaign"),
        pk=pk,
    )
    return found


def rejected_answers(viewer: Viewer, found: Letter) -> list[dict[str, object]]:
    """What came back from the supervisor is where the next answer begins."""
    last = Answer.objects.visible_to(viewer).filter(letter=found, decision=REJECTED).last()
    return last.answers if last else []
