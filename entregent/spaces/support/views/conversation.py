"""What is said about one request: answers, notes among the desk, and what arrives while the page is open."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from entregent.people import drafts
from entregent.people.guard import demand
from entregent.people.lives import asked_by_pages
from entregent.people.submissions import once
from entregent.people.viewer import who_looks
from entregent.spaces.support import conversation
from entregent.spaces.support.views.requests import detail, find_request, request_context
from entregent.spaces.support.views.senders import who_may
from entregent.threads import talk
from entregent.threads.attachments import receiving_one
from entregent.threads.forms import AnswerForm, NoteForm
from entregent.threads.reading import mark_read
from entregent.threads.reply import Reply, number_in
from entregent.threads.trail import Overtaken


@require_POST
@partial(receiving_one, asks=who_may("answer"))
@once
def answers(request: HttpRequest, number: int) -> HttpResponseBase:
    return _post_message(request, number, "answer", AnswerForm, _("Your message is sent."))


@require_POST
@partial(receiving_one, asks=who_may("note"))
@once
def notes(request: HttpRequest, number: int) -> HttpResponseBase:
    """Notes among the desk's own people."""
    return _post_message(request, number, "note", NoteForm, _("The note is kept. Only the desk sees it."))


@asked_by_pages
@require_GET
def arrivals(request: HttpRequest, number: int) -> HttpResponse:
    """What came since the page was shown, as parts of it; read only when the page says that it is looked at."""
    viewer, found = who_looks(request), find_request(request, number)
    message, event = (number_in(request.GET.get(name)) or 0 for name in ("message", "event"))
    news = talk.since(conversation.about(found), viewer, message, event)
    if "vu" in request.GET:
        mark_read(found.thread, news.last_message, viewer, read=news.read)
    return render(request, "support/request_arrivals.html", request_context(found, viewer, news))


def _post_message(request: HttpRequest, number: int, kind: str, asked: Any, done: str) -> HttpResponse:
    """kind: the ability, the verb and the draft, which bear one name. asked: the class of the form."""
    viewer, found = who_looks(request), find_request(request, number)
    demand(found, kind, viewer)
    form = asked(request.POST, request.FILES, viewer=viewer)
    seen = number_in(request.POST.get("seen"))
    if not form.is_valid():
        return detail(request, found, Reply.opened(request, found, **{kind: form}), status=422)
    try:
        message = getattr(found, kind)(form.cleaned_data[form.FIELD], by=viewer, seen=seen, files=form.files_sent)
    except Overtaken as overtaken:
        back = Reply.opened(request, found, **{kind: form}, arrived=overtaken.message)
        return detail(request, found, back, status=409, seen=seen)
    drafts.drop(viewer, drafts.place_of(found, kind))
    messages.success(request, done)
    return redirect(f"{found.get_absolute_url()}#m{message.pk}")
