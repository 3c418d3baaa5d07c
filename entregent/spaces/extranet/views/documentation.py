"""« Espace documents »: the tree of what the body publishes for cabinets, and one document with its pages."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.documents.models import PUBLISHING, Document, Folder, keeps
from entregent.documents.shelving import tree_of, versions_of
from entregent.files import pages
from entregent.files.giving.door import note_reading
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.guard import demand
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.spaces.extranet.forms import DocumentForm, FolderForm
from entregent.spaces.extranet.lists import DocumentList
from entregent.spaces.extranet.views.sides import not_customer, of_body
from entregent.threads.attachments import receiving_one

SPACE = "extranet"


def publishes(request: HttpRequest, *_args: Any, **_named: Any) -> bool:
    return keeps(who_looks(request))


@require_GET
def documentation(request: HttpRequest, folder: int | None = None) -> HttpResponseBase:
    viewer = not_customer(request)
    rows = Folder.objects.visible_to(viewer).filter(space=SPACE)
    here = get_object_or_404(rows, pk=folder) if folder else None
    shown = DocumentList(viewer, request.GET, **({"folder": here.pk} if here else {}))
    context = {"tree": tree_of(viewer, SPACE), "here": here, "may_publish": keeps(viewer)}
    return answer_list(request, shown, "extranet/documentation.html", context)


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = not_customer(request)
    found = find_document(viewer, pk)
    versions = versions_of(viewer, found)
    file = versions[0][1] if versions else None
    facts = pages.facts_of(file) if file and file.may_open(viewer) else None
    if file and facts and facts.pages:
        note_reading(viewer, file)
    context = {
        "found": found, "file": file, "facts": facts, "pages": range(1, facts.pages + 1) if facts else (),
        "may_trash": found.abilities(viewer)["trash"],
    }  # fmt: skip
    return render(request, "extranet/document.html", context)


@require_http_methods(["GET", "POST"])
@once
def folder_new(request: HttpRequest) -> HttpResponse:
    viewer = of_body(request)
    typed = request.POST or kept_forms.take_kept(request)
    form = FolderForm(typed, instance=Folder(space=SPACE), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        form.instance.keep({}, by=viewer)
        messages.success(request, _("Saved."))
        return redirect("extranet:documentation-in", form.instance.pk)
    context = {"form": form, "title": _("New folder"), "submit": _("Save")}
    return render(request, "extranet/form.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
@partial(receiving_one, sent_for=PUBLISHING, asks=publishes)
@once
def document_new(request: HttpRequest) -> HttpResponse:
    viewer = of_body(request)
    typed, start = request.POST or kept_forms.take_kept(request), {"folder": request.GET.get("rubrique")}
    form = DocumentForm(typed, request.FILES or None, instance=Document(space=SPACE), initial=start, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        form.instance.publish({}, form.cleaned_data["fichiers"], by=viewer)
        messages.success(request, _("The document is published."))
        return redirect("extranet:document", form.instance.pk)
    context = {"form": form, "title": _("Publish a document"), "submit": _("Publish")}
    return render(request, "extranet/form.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@once
def trashing(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = of_body(request)
    found = find_document(viewer, pk)
    demand(found, "trash", viewer)
    found.trash(by=viewer)
    messages.success(request, _("In the trash: it can be brought back for thirty days."))
    return redirect("extranet:documentation")


def find_document(viewer: Viewer, pk: int) -> Document:
    rows = Document.objects.visible_to(viewer).filter(space=SPACE, trashed_at=None).select_related("folder")
    found: Document = get_object_or_404(rows, pk=pk)
    return found
