"""Contacts of a subscriber: the list, a sheet with what happened, writing one, choosing one for an appointment."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entregent.agenda.models import Engagement
from entregent.contacts.finding import contacts_like
from entregent.contacts.forms import ContactForm
from entregent.contacts.models import Contact, Particular
from entregent.core.scoping import with_related
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.guard import demand, demand_right
from entregent.people.submissions import once
from entregent.people.viewer import who_looks
from entregent.records.views.pages import show
from entregent.spaces.secretariat.lists import ContactList
from entregent.spaces.secretariat.models import CallMessage
from entregent.spaces.secretariat.records import ContactPage
from entregent.spaces.secretariat.rights import KEEP_CONTACTS
from entregent.spaces.secretariat.where import Where, where_of, where_of_dossier

PAST, CHOICE = 20, 12


@require_GET
def contacts(request: HttpRequest, pk: int | None = None) -> HttpResponseBase:
    where = where_of(request, pk)
    page = ContactList(where.viewer, request.GET, dossier=where.dossier_id)
    context = {"where": where, "crumbs": where.crumbs, "may_add": where.viewer.can(KEEP_CONTACTS)}
    return answer_list(request, page, "secretariat/contacts.html", context)


@require_GET
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    page = ContactPage.find(who_looks(request), pk)
    where = where_of_dossier(page.viewer, page.record.dossier_id)
    context = {
        "where": where, "found": page.record, "abilities": page.record.abilities(page.viewer),
        "particulars": Particular.objects.visible_to(page.viewer).filter(contact=pk),
        "past_messages": CallMessage.objects.visible_to(page.viewer).filter(contact=pk).order_by("-pk")[:PAST],
        "past_engagements": engagements_of(page.record, page.viewer)[:PAST],
        "crumbs": [*where.crumbs, (_("Contacts"), where.contacts), (page.title, "")],
    }  # fmt: skip
    return show(request, page, "secretariat/contact.html", **context)


@require_http_methods(["GET", "POST"])
@once
def contact_new(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    where = where_of(request, pk)
    demand_right(where.viewer, KEEP_CONTACTS)
    return contact_form(request, where, Contact(dossier=where.line.dossier))


@require_http_methods(["GET", "POST"])
@once
def contact_edit(request: HttpRequest, pk: int) -> HttpResponse:
    page = ContactPage.find(who_looks(request), pk)
    demand(page.record, "edit", page.viewer)
    return contact_form(request, where_of_dossier(page.viewer, page.record.dossier_id), page.record)


@require_GET
def contact_choice(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """« Voir la liste des contacts »: those that fit what is typed, each with its « Sélectionner »."""
    where, query = where_of(request, pk), request.GET.get("q", "")[:100]
    rows = contacts_like(Contact.objects.visible_to(where.viewer).filter(dossier=where.dossier_id), query)
    found = with_related(rows.order_by("name_key", "pk")[: CHOICE + 1], "particulars", where.viewer)
    back = request.GET.get("retour", "")
    context = {
        "where": where, "query": query, "found": list(found)[:CHOICE], "is_cut": len(found) > CHOICE,
        "back": back if back.startswith(reverse("secretariat:home")) else "",
    }  # fmt: skip
    return render(request, "secretariat/contact_choice.html", context)


# What the views above share


def contact_form(request: HttpRequest, where: Where, record: Contact) -> HttpResponse:
    typed = request.POST or kept_forms.take_kept(request)
    initial = {name: request.GET[name] for name in ("last_name", "first_name") if name in request.GET}
    if "phone" in request.GET:
        initial["phone-0"] = request.GET["phone"]
    form = ContactForm(typed or None, instance=record, viewer=where.viewer, initial=initial)
    if request.method == "POST" and form.is_valid():
        form.instance.write(form.particulars(), by=where.viewer)
        notices.success(request, _("The sheet is saved."))
        return redirect("secretariat:contact", form.instance.pk)
    back = ContactPage(where.viewer, record).url if record.pk else where.contacts
    context: dict[str, Any] = {"form": form, "found": record if record.pk else None, "back": back, "where": where}
    context["crumbs"] = [*where.crumbs, (_("Contacts"), where.contacts), (record.name or _("New contact"), "")]
    return render(request, "secretariat/contact_form.html", context, status=422 if request.method == "POST" else 200)


def engagements_of(contact: Contact, viewer: Any) -> Any:
    rows = Engagement.objects.visible_to(viewer).filter(contact=contact)
    return rows.select_related("agenda").order_by("-starts_at")
