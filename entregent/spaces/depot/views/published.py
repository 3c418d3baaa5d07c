"""What the firm publishes: « Documents » of the client, and how the firm keeps it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.core.counting import capped_count
from entregent.documents.models import PUBLISHING, Document, Folder, readings_of
from entregent.documents.shelving import mark_read, tree_of, versions_of
from entregent.files import pages
from entregent.files.giving.door import note_reading
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.guard import demand, demand_right
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.records.views.pages import show
from entregent.spaces.depot.models import ClientGroup, Grouping, Paper, groupings_met
from entregent.spaces.depot.publication_forms import DocumentForm, FolderForm, GroupForm, PublicationForm, VersionForm
from entregent.spaces.depot.published import DocumentPage, PublicationList, PublishedList, audience_words
from entregent.spaces.depot.rights import PUBLISH
from entregent.spaces.depot.statuses import HANDED
from entregent.threads.attachments import FILES, receiving_one

SPACE, MOST_READINGS = "depot", 200


def publishes(request: HttpRequest, *_args: Any, **_named: Any) -> bool:
    return who_looks(request).can(PUBLISH)


@require_GET
def home(request: HttpRequest) -> HttpResponseBase:
    """Each side has its own."""
    return redirect("depot:arrivals" if who_looks(request).is_provider else "depot:published")


@require_GET
def published_documents(request: HttpRequest, folder: int | None = None) -> HttpResponseBase:
    """« Mes documents », tab « Documents »; for the firm, what it has published."""
    viewer, here = who_looks(request), find_folder(request, folder) if folder else None
    of = {"folder": here.pk} if here else {}
    kind = PublicationList if viewer.is_provider else PublishedList
    context: dict[str, Any] = {"tree": tree_of(viewer, SPACE), "here": here, "may_publish": viewer.can(PUBLISH)}
    context |= {"tabs": client_tabs(request), "abilities": here.abilities(viewer) if here else {}}
    return answer_list(request, kind(viewer, request.GET, **of), "depot/published.html", context)


@require_GET
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    page = DocumentPage.find(who_looks(request), pk)
    found, versions = page.record, versions_of(page.viewer, page.record)
    file = versions[0][1] if versions else None
    facts = pages.facts_of(file) if file and file.may_open(page.viewer) else None
    if file and facts and facts.pages:
        note_reading(page.viewer, file)
    elif found.link and page.viewer.is_customer:
        with transaction.atomic():
            mark_read(found, page.viewer.acting)
    shown = {"file": file, "facts": facts, "pages": range(1, facts.pages + 1) if facts else (), "versions": versions}
    known = firm_knowledge(found, page.viewer) if page.viewer.is_provider else {}
    context = {**shown, **known, "found": found, "abilities": found.abilities(page.viewer)}
    return show(request, page, "depot/publication.html", **context, crumbs=crumbs(found, found.title))


@require_http_methods(["GET", "POST"])
@partial(receiving_one, sent_for=PUBLISHING, asks=publishes)
@once
def publication_new(request: HttpRequest) -> HttpResponse:
    viewer = publisher(request)
    typed = request.POST or kept_forms.take_kept(request)
    start = {"folder": request.GET.get("dossier"), "parties": request.GET.getlist("client")}
    form = PublicationForm(
        typed, request.FILES or None, instance=Document(space=SPACE), initial=start, viewer=viewer
    )  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, _("Publish a document"), _("Publish"))
    form.instance.publish(form.groups, form.cleaned_data[FILES], by=viewer)
    messages.success(request, _("The document is published."))
    return redirect("depot:publication", form.instance.pk)


@require_http_methods(["GET", "POST"])
@once
def publication_edit(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found = publisher(request), find_document(request, pk, "edit")
    form = DocumentForm(request.POST or kept_forms.take_kept(request), instance=found, viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, _("Change the document"), _("Save"), crumbs=crumbs(found, _("Change")))
    form.instance.edit(form.groups, by=viewer)
    messages.success(request, _("The changes are saved."))
    return redirect("depot:publication", pk)


@require_http_methods(["GET", "POST"])
@partial(receiving_one, sent_for=PUBLISHING, asks=publishes)
@once
def version_new(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, found = publisher(request), find_document(request, pk, "version")
    form = VersionForm(request.POST or kept_forms.take_kept(request), request.FILES or None, viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, _("New version"), _("Publish"), crumbs=crumbs(found, _("New version")))
    found.add_version(form.cleaned_data[FILES], by=viewer)
    messages.success(request, _("The new version is published."))
    return redirect("depot:publication", pk)


@require_POST
@once
def trashing(request: HttpRequest, pk: int) -> HttpResponse:
    find_document(request, pk, "trash").trash(by=publisher(request))
    messages.success(request, _("In the trash: it can be brought back for thirty days."))
    return redirect("depot:publication", pk)


@require_POST
@once
def untrashing(request: HttpRequest, pk: int) -> HttpResponse:
    find_document(request, pk, "restore").restore(by=publisher(request))
    messages.success(request, _("The document is back."))
    return redirect("depot:publication", pk)


@require_http_methods(["GET", "POST"])
@once
def folder_new(request: HttpRequest) -> HttpResponse:
    viewer = publisher(request)
    start = {"parent": request.GET.get("dans")}
    typed = request.POST or kept_forms.take_kept(request)
    form = FolderForm(typed, instance=Folder(space=SPACE), initial=start, viewer=viewer)
    return keep_folder(request, form, _("New folder"))


@require_http_methods(["GET", "POST"])
@once
def folder_edit(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = publisher(request)
    form = FolderForm(
        request.POST or kept_forms.take_kept(request), instance=find_folder(request, pk), viewer=viewer
    )  # fmt: skip
    return keep_folder(request, form, _("Change the folder"))


@require_POST
@once
def folder_deletion(request: HttpRequest, pk: int) -> HttpResponse:
    find_folder(request, pk).delete_empty(by=publisher(request))
    messages.success(request, _("The folder is deleted."))
    return redirect("depot:published")


@require_http_methods(["GET", "POST"])
@once
def group(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    viewer = publisher(request)
    found = get_object_or_404(ClientGroup.objects.visible_to(viewer), pk=pk) if pk else None
    form = GroupForm(request.POST or kept_forms.take_kept(request), instance=found, viewer=viewer)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, str(found or _("New group of clients")), _("Save"))
    keep_group(form, viewer)
    messages.success(request, _("Saved."))
    return redirect("depot:groups")


@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    viewer = publisher(request)
    rows = ClientGroup.objects.visible_to(viewer)
    inside: dict[int, list[str]] = {}
    for one in groupings_met(viewer).select_related("party").order_by("party__name_key"):
        inside.setdefault(one.group_id, []).append(str(one.party))
    return render(request, "depot/groups.html", {"groups": [(row, inside.get(row.pk, [])) for row in rows]})


# What the views above share


def firm_knowledge(found: Document, viewer: Viewer) -> dict[str, Any]:
    """For whom it is, and which of them have seen it."""
    readings = readings_of(found).exclude(membership__party=None)[:MOST_READINGS]
    return {"readings": readings, "meant": audience_words(found, viewer)}


def client_tabs(request: HttpRequest) -> list[dict[str, object]]:
    """« Documents » and « Fichiers en cours », for the client."""
    viewer = who_looks(request)
    if not viewer.is_customer:
        return []
    waiting = capped_count(Paper.objects.visible_to(viewer).filter(status=HANDED))
    named = [("depot:published", _("Documents"), ""), ("depot:papers", _("Files in progress"), waiting or "")]
    here = request.resolver_match.view_name if request.resolver_match else ""
    same = {"depot:published-in": "depot:published"}
    return [
        {"url": reverse(name), "label": label, "count": count, "current": same.get(here, here) == name}
        for name, label, count in named
    ]


def publisher(request: HttpRequest) -> Viewer:
    viewer = who_looks(request)
    demand_right(viewer, PUBLISH)
    return viewer


def find_folder(request: HttpRequest, pk: int) -> Folder:
    found: Folder = get_object_or_404(Folder.objects.visible_to(who_looks(request)).filter(space=SPACE), pk=pk)
    return found


def find_document(request: HttpRequest, pk: int, act: str) -> Document:
    """Raises Http404, PermissionDenied, or Refused when it is too late."""
    page = DocumentPage.find(who_looks(request), pk)
    demand(page.record, act, page.viewer)
    found: Document = page.record
    return found


def keep_folder(request: HttpRequest, form: FolderForm, title: str) -> HttpResponse:
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, title, _("Save"))
    form.instance.keep(form.groups, by=who_looks(request))
    messages.success(request, _("Saved."))
    return redirect("depot:published-in", form.instance.pk)


def keep_group(form: GroupForm, viewer: Viewer) -> None:
    """Clients whom this person does not see stay in the group."""
    with transaction.atomic():
        form.save()
        chosen = {party.pk for party in form.cleaned_data["parties"]}
        rows = groupings_met(viewer).filter(group=form.instance)
        seen = {party.pk for party in form.fields["parties"].queryset}  # type: ignore[attr-defined]
        rows.filter(party__in=seen - chosen).delete()
        for party in chosen - set(rows.values_list("party", flat=True)):
            Grouping(group=form.instance, party_id=party).save(force_insert=True)


def form_page(request: HttpRequest, form: Any, title: str, submit: str, **more: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "title": title, "submit": submit, **more}
    return render(request, "depot/publish.html", context, status=status)


def crumbs(found: Document, last: str) -> list[tuple[str, str]]:
    way = [(_("Documents"), reverse("depot:published"))]
    way += [(str(found.folder), reverse("depot:published-in", args=[found.folder_id]))]
    way += [(found.title, reverse("depot:publication", args=[found.pk]))] if last != found.title else []
    return [*way, (last, "")]
