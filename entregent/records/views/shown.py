"""The page of one record and its full form, as the spaces answer them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from entregent.people import held
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
    """The full form of a record: what others saved meanwhile is kept, and asked about where both changed the same."""
    names = [name for name in page.form_class().base_fields if name in page.editable]
    edition = Edition(page, names)
    sent = request.method == "POST"
    outcome = edition.save(request.POST) if sent else Outcome(form=edition.form(held.take(request)))
    if outcome.saved is None:
        context = {"form": outcome.form, "page": page, "draft": f"{page.record_type}:{page.record.pk}:edit"}
        crumbs = [(page.title, page.url), (_("Change"), "")]
        return render(request, "records/edit.html", {**context, "crumbs": crumbs}, status=outcome.status)
    messages.success(request, _("The changes are saved.") if outcome.saved else _("Nothing was changed."))
    return redirect(page.url)


def wants_part(request: HttpRequest) -> bool:
    """Whether a part of a page is wanted, or the whole of it."""
    return request.headers.get("HX-Request") == "true"
