"""The page of one record and its full form, as the spaces answer them."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from entregent.people import drafts
from entregent.records.editing import Edition, Outcome
from entregent.records.history import History
from entregent.records.page import RecordPage
from entregent.records.pointers import note_visit, standing

LATEST = 5


def show(request: HttpRequest, page: RecordPage, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """Adds the record's star and its latest history; the visit is noted once the answer is made."""
    stands = standing(page)
    around = {
        **star_of(page, starred=stands.starred),
        "latest": SimpleLazyObject(lambda: History(page).latest(LATEST)),
        "history_url": page.address("history"),
    }
    response = render(request, template, {**around, "page": page, **context}, status=status)
    if not stands.noted:
        with suppress(OperationalError):  # a busy database: the page is worth more than the note
            note_visit(page)
    return response


def star_of(page: RecordPage, *, starred: bool) -> dict[str, Any]:
    return {"starred": starred, "star_url": page.address("favourite-removal" if starred else "favourite")}


def edit(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """The full form of a record: what others saved meanwhile is kept, and asked about where both changed the same.

    Its draft bears the version that it was begun from: resumed days later, it overwrites nothing unseen.
    """
    names = [name for name in page.form_class().base_fields if name in page.editable]
    edition = Edition(page, names)
    place = drafts.place_of(page.record, "edit")
    (kept,) = drafts.resume(request, place)
    outcome = edition.save(request.POST) if request.method == "POST" else Outcome(form=edition.form(kept.initial))
    if outcome.saved is None:
        # Where both changed the same, the draft stays as it was: the text typed, with what it was typed over.
        context = {"form": outcome.form, "page": page, "kept": kept if outcome.status != HTTPStatus.CONFLICT else None}
        crumbs = [(page.title, page.url), (_("Change"), "")]
        return render(request, "records/edit.html", {**context, "crumbs": crumbs}, status=outcome.status)
    drafts.drop(page.viewer, place)
    messages.success(request, _("The changes are saved.") if outcome.saved else _("Nothing was changed."))
    return redirect(page.url)


def wants_part(request: HttpRequest) -> bool:
    """Whether a part of a page is wanted, or the whole of it."""
    return request.headers.get("HX-Request") == "true"
