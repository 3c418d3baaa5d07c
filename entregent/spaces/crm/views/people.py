"""Clients, partners and contacts: their lists, their sheets, how they are added."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.agenda.models import Activity
from entregent.agenda.models.activity import DONE
from entregent.contacts.forms import ContactForm
from entregent.contacts.models import Contact
from entregent.dossiers.models import Dossier
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.guard import demand
from entregent.people.submissions import once
from entregent.people.viewer import Viewer
from entregent.records.page import RecordPage
from entregent.records.views.pages import edit, show
from entregent.spaces.crm.forms import ClientForm, FollowerForm, NoteForm, PartnerForm
from entregent.spaces.crm.lists import ContactList, PartnerList, client_list
from entregent.spaces.crm.models import Client, Note, Partner
from entregent.spaces.crm.records import ClientPage, ContactPage, PartnerPage
from entregent.spaces.crm.rights import PARTICULARS
from entregent.spaces.crm.views.sides import follower, manager, staff

PAGES: dict[str, type[RecordPage]] = {"client": ClientPage, "partner": PartnerPage}


@require_GET
def clients(request: HttpRequest) -> HttpResponseBase:
    viewer = staff(request)
    return answer_list(request, client_list(viewer)(viewer, request.GET))


@require_GET
def partners(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, PartnerList(staff(request), request.GET))


@require_GET
def contacts(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, ContactList(staff(request), request.GET))


@require_http_methods(["GET", "POST"])
@once
def client_new(request: HttpRequest) -> HttpResponse:
    viewer = follower(request)
    form = ClientForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    return keep_new(request, viewer, form, Client, _("New client"))


@require_http_methods(["GET", "POST"])
@once
def partner_new(request: HttpRequest) -> HttpResponse:
    viewer = follower(request)
    form = PartnerForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    return keep_new(request, viewer, form, Partner, _("New partner"))


def keep_new(request: HttpRequest, viewer: Viewer, form: Any, model: Any, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        made = model.welcome(form.instance, by=viewer)
        messages.success(request, _("%(name)s is added.") % {"name": made})
        return redirect(made)
    context = {"form": form, "title": title, "submit": _("Save")}
    return render(request, "crm/form.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def client(request: HttpRequest, pk: int) -> HttpResponse:
    return record(request, ClientPage.find(staff(request), pk))


@require_GET
def partner(request: HttpRequest, pk: int) -> HttpResponse:
    return record(request, PartnerPage.find(staff(request), pk))


def record(request: HttpRequest, page: RecordPage) -> HttpResponse:
    """A sheet: its panels, what is planned above what is over, notes, and of a partner its contacts."""
    found, viewer = page.record, page.viewer
    rows = Activity.objects.visible_to(viewer).filter(dossier=found.dossier_id)
    rows = rows.select_related("assigned_to", "dossier")
    notes = Note.objects.visible_to(viewer).filter(dossier=found.dossier_id).select_related("author")
    mates = Contact.objects.visible_to(viewer).filter(dossier=found.dossier_id) if isinstance(found, Partner) else ()
    context = {
        "found": found, "kind": found._meta.model_name, "abilities": found.abilities(viewer), "mates": mates,
        "planned": rows.exclude(status=DONE).order_by("starts_at")[:50],
        "over": rows.filter(status=DONE).order_by("-done_at")[:50], "notes": notes[:50], "note_form": NoteForm(),
    }  # fmt: skip
    return show(request, page, "crm/record.html", **context)


@require_http_methods(["GET", "POST"])
@once
def record_edit(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    return edit(request, PAGES[kind].find(follower(request), pk))


@require_POST
@once
def note_new(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    page = PAGES[kind].find(follower(request), pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        Note.leave(page.record.dossier, form.cleaned_data["text"], by=page.viewer)
        messages.success(request, _("The note is kept."))
    else:
        messages.error(request, _("Write the note first."))
    return redirect(page.url)


@require_http_methods(["GET", "POST"])
@once
def handing(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    page = PAGES[kind].find(manager(request), pk)
    demand(page.record, "hand", page.viewer)
    form = FollowerForm(request.POST or None, viewer=page.viewer, initial={"member": page.record.follower_id})
    if request.method == "POST" and form.is_valid():
        page.record.hand_to(form.cleaned_data["member"], by=page.viewer)
        messages.success(request, _("Saved."))
        return redirect(page.url)
    context = {"form": form, "title": _("Who follows %(name)s") % {"name": page.record}, "submit": _("Save")}
    return render(request, "crm/form.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    page = ContactPage.find(staff(request), pk)
    reached = page.record.particulars.visible_to(page.viewer) if page.viewer.can(PARTICULARS) else ()
    home = get_object_or_404(Partner.objects.visible_to(page.viewer), dossier=page.record.dossier_id)
    return show(request, page, "crm/contact.html", particulars=reached, partner=home)


@require_http_methods(["GET", "POST"])
@once
def contact_new(request: HttpRequest) -> HttpResponse:
    """Of exactly one partner: asked first, unless one comes from its sheet."""
    viewer = follower(request)
    rows = Partner.objects.visible_to(viewer).select_related("dossier")
    home = rows.filter(pk=number_of(request.GET.get("partenaire", ""))).first()
    if home is None:
        return render(request, "crm/contact_partner.html", {"partners": rows.order_by("name_key")[:500]})
    form = ContactForm(request.POST or None, instance=Contact(dossier=home.dossier), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        form.instance.write(form.particulars(), by=viewer)
        messages.success(request, _("%(name)s is added.") % {"name": form.instance})
        return redirect("crm:contact", form.instance.pk)
    context = {"form": form, "title": _("New contact of %(name)s") % {"name": home}, "submit": _("Save")}
    return render(request, "crm/form.html", context, status=422 if request.method == "POST" else 200)


def number_of(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def dossier_of(viewer: Viewer, kind: str, pk: int) -> Dossier:
    """Of the record where one clicked « + »."""
    return PAGES[kind].find(viewer, pk).record.dossier  # type: ignore[no-any-return]
