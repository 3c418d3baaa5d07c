"""« Nous contacter »: what cabinets write to the body, and its answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.core.richtext import printable
from entregent.files import attaching
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.guard import demand
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.spaces.extranet.forms import CorrespondenceForm
from entregent.spaces.extranet.lists import CorrespondenceList
from entregent.spaces.extranet.models import Correspondence
from entregent.spaces.extranet.views.sides import not_customer, writing_cabinet
from entregent.threads.attachments import receiving_one
from entregent.threads.forms import AnswerForm
from entregent.threads.models import Message


@require_GET
def correspondences(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, CorrespondenceList(not_customer(request), request.GET))


@require_http_methods(["GET", "POST"])
@receiving_one
@once
def correspondence_new(request: HttpRequest) -> HttpResponse:
    viewer = writing_cabinet(request)
    form = CorrespondenceForm(request.POST or kept_forms.take_kept(request), request.FILES or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = Correspondence.write(
            said["dossier"], said["address"], said["subject"], said["text"], by=viewer, files=form.files_sent
        )
        messages.success(request, _("Your message is sent."))
        return redirect(made)
    context = {"form": form, "title": _("New message"), "submit": _("Send")}
    return render(request, "extranet/form.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def correspondence(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = not_customer(request)
    return correspondence_page(request, find_correspondence(viewer, pk), AnswerForm(viewer=viewer))


@require_POST
@receiving_one
@once
def correspondence_answer(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = not_customer(request)
    found = find_correspondence(viewer, pk)
    demand(found, "answer", viewer)
    form = AnswerForm(request.POST, request.FILES, viewer=viewer)
    if not form.is_valid():
        return correspondence_page(request, found, form, status=422)
    found.answer(form.cleaned_data["text"], by=viewer, files=form.files_sent)
    messages.success(request, _("Your message is sent."))
    return redirect(found)


def correspondence_page(
    request: HttpRequest, found: Correspondence, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    viewer = who_looks(request)
    rows = list(Message.objects.visible_to(viewer).filter(thread=found.thread_id).select_related("author"))
    files = attaching.of_many({"threads.message": [row.pk for row in rows]})
    lines = [
        {"row": row, "said": printable(row.text, row.html), "files": files["threads.message", row.pk]} for row in rows
    ]
    context = {"found": found, "lines": lines, "form": form, "may_answer": found.permits(viewer)["answer"]}
    return render(request, "extranet/correspondence.html", context, status=status)


def find_correspondence(viewer: Viewer, pk: int) -> Correspondence:
    rows = Correspondence.objects.visible_to(viewer).select_related("dossier__party", "address", "author", "thread")
    found: Correspondence = get_object_or_404(rows, pk=pk)
    return found
