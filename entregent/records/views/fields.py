"""One field of a record: its row, its form, its history. The same addresses serve pages without a script."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entregent.people import kept_forms
from entregent.people.viewer import who_looks
from entregent.records.editing import Edition
from entregent.records.history import PAGE, History
from entregent.records.page import RecordPage, find_page
from entregent.records.views.pages import wants_part


@require_GET
def field(request: HttpRequest, kind: str, pk: int, name: str) -> HttpResponse:
    """The row as it stands now: what « Annuler » brings back."""
    page = find_page(who_looks(request), kind, pk)
    page.demand_field(name)
    return render(request, "records/row.html", {"row": page.row(name)}) if wants_part(request) else redirect(page.url)


@require_http_methods(["GET", "POST"])
def field_edit(request: HttpRequest, kind: str, pk: int, name: str) -> HttpResponse:
    page = find_page(who_looks(request), kind, pk)
    edition = Edition(page, [name])
    if request.method != "POST":
        return field_form(request, page, name, edition.form(kept_forms.take_kept(request)))
    outcome = edition.save(request.POST)
    if outcome.page is None:
        return field_form(request, page, name, outcome.form, outcome.status)
    return saved_page(request, outcome.page, name)


@require_GET
def history(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    page = find_page(who_looks(request), kind, pk)
    told = History(page, request.GET.get("champ", ""))
    cut = Paginator(told.events(), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "history": told, "lines": told.lines(cut.object_list), "cut": cut}
    return render(request, "records/history.html", context | {"crumbs": [(page.title, page.url), (_("History"), "")]})


# What the views above share


def field_form(request: HttpRequest, page: RecordPage, name: str, form: Any, status: int = 200) -> HttpResponse:
    context = {
        "page": page, "row": page.row(name), "form": form, "bound": form[name], "refused": status != 200,
        "action": page.address("field-edit", name), "crumbs": [(page.title, page.url), (str(form[name].label), "")],
    }  # fmt: skip
    template = "records/row_form.html" if wants_part(request) else "records/field.html"
    return render(request, template, context, status=status)


def saved_page(request: HttpRequest, page: RecordPage, name: str) -> HttpResponse:
    row = page.row(name)
    said = _("Saved: %(field)s") % {"field": row.label}
    if wants_part(request):
        return render(request, "records/row.html", {"row": row, "said": said, "page": page})
    messages.success(request, said)
    return redirect(page.url)
