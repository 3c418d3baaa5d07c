"""The secretariat's side: calls, subscribers, the screen of a call, messages taken, first free slots."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages as notices
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from entregent import audit
from entregent.agenda.models import Agenda
from entregent.contacts.telephones import telephone_words
from entregent.core.clock import now
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.guard import demand_right
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.spaces.secretariat import calls, delivering
from entregent.spaces.secretariat.forms import MessageForm
from entregent.spaces.secretariat.lists import SubscriberList
from entregent.spaces.secretariat.models import CallMessage, Delivery, Line
from entregent.spaces.secretariat.models.message import PURPOSE
from entregent.spaces.secretariat.records import MessagePage
from entregent.spaces.secretariat.rights import SUPERVISE, TAKE
from entregent.spaces.secretariat.views.home import provider
from entregent.spaces.secretariat.where import Where, where_of
from entregent.threads.attachments import receiving_one

MOST_SHOWN, MOST_DAYS = 40, 31


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Who is called, what is urgent and unread, what was taken today."""
    viewer = provider(request)
    rows = CallMessage.objects.visible_to(viewer).select_related("dossier__party", "contact")
    midnight = timezone.localtime(now()).replace(hour=0, minute=0, second=0, microsecond=0)
    today = rows.filter(received_at__gte=midnight)
    context = {
        "urgent": rows.filter(is_pinned=True).order_by("pk")[:MOST_SHOWN], "latest": today.order_by("-pk")[:10],
        "lines": lines_of(viewer)[:MOST_SHOWN], "taken_today": today.count(),
        "activity": today.values("taken_by").annotate(count=Count("pk")).order_by("-count", "taken_by")
        if viewer.can(SUPERVISE) else (),
    }  # fmt: skip
    return render(request, "secretariat/desk.html", context)


@require_GET
def call(request: HttpRequest) -> HttpResponse:
    """The address that a telephone opens: ?numero=…&appele=…"""
    viewer = provider(request)
    demand_right(viewer, TAKE)
    number, called = request.GET.get("numero", "")[:30], request.GET.get("appele", "")[:30]
    found = calls.line_called(called, viewer)
    if found is None:
        notices.warning(request, _("No line of yours has the number %(number)s.") % {"number": telephone_words(called)})
        return redirect("secretariat:desk")
    url = reverse("secretariat:subscriber", args=[found.dossier_id])
    return redirect(f"{url}?{urlencode({'numero': number})}" if number else url)


@require_GET
def subscribers(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, SubscriberList(provider(request), request.GET))


@require_GET
def subscriber(request: HttpRequest, pk: int) -> HttpResponse:
    """The screen of a call."""
    return call_screen(request, where_of(request, pk))


def is_taking(request: HttpRequest, pk: int) -> bool:
    """Whether a file has a place here, asked before it is looked into."""
    viewer = who_looks(request)
    return viewer.is_provider and viewer.can(TAKE) and Line.objects.visible_to(viewer).filter(dossier=pk).exists()


@require_POST
@partial(receiving_one, sent_for=PURPOSE, asks=is_taking)
@once
def message_new(request: HttpRequest, pk: int) -> HttpResponse:
    where = where_of(request, pk)
    demand_right(where.viewer, TAKE)
    record = CallMessage(dossier=where.line.dossier, house_id=where.line.dossier.house_id)
    form = MessageForm(request.POST, request.FILES, instance=record, dossier=pk, viewer=where.viewer)
    if not form.is_valid():
        return call_screen(request, where, form, status=422)
    with transaction.atomic():
        form.instance.write(by=where.viewer, files=form.cleaned_data["fichiers"])
        sent = delivering.pass_on(form.instance, by=where.viewer)
    words = _("Message no. %(number)s is taken; passed on by %(count)s rules of the line.")
    notices.success(request, words % {"number": form.instance.number, "count": len(sent)})
    return redirect(form.instance)


@require_POST
@once
def repetition(request: HttpRequest, pk: int, delivery: int) -> HttpResponse:
    """« Renvoyer » what failed."""
    page = MessagePage.find(who_looks(request), pk)
    demand_right(page.viewer, TAKE)
    rows = Delivery.objects.visible_to(page.viewer).select_related("message__dossier__house")
    found = get_object_or_404(rows, pk=delivery, message=pk)
    with transaction.atomic():
        made = delivering.repeat(found, by=page.viewer)
        around = {"house_id": page.record.house_id, "dossier_id": page.record.dossier_id}
        audit.record("secretariat.delivery.repeated", made, by=page.viewer, **around)
    return redirect(page.record)


@require_GET
def openings(request: HttpRequest) -> HttpResponse:
    """« Premier créneau » over the agendas where the secretariat books."""
    viewer = provider(request)
    demand_right(viewer, TAKE)
    rows = Agenda.objects.visible_to(viewer).filter(is_booked_by_provider=True)
    agendas = list(rows.select_related("dossier__house", "dossier__party"))
    asked = asked_openings(request, agendas)
    first = timezone.localdate(now())
    found = calls.openings_between(asked["agendas"], first, asked["days"], asked["half"], asked["minutes"], viewer)
    context = {"every": agendas, "found": found[:MOST_SHOWN], "asked": asked, "more": len(found) > MOST_SHOWN}
    return render(request, "secretariat/openings.html", context)


# What the views above share


def call_screen(request: HttpRequest, where: Where, form: MessageForm | None = None, status: int = 200) -> HttpResponse:
    number, query = request.GET.get("numero", "")[:30], request.GET.get("q", "")[:100]
    found = calls.callers(where, number, query)
    chosen_contact = the_one(found, request.GET.get("contact", ""))
    typed = kept_forms.take_kept(request)
    initial = {"phone": telephone_words(number), "kind": "information"} | told_of(chosen_contact)
    form = form or MessageForm(typed or None, initial=initial, dossier=where.dossier_id, viewer=where.viewer)
    context = {
        "where": where, "line": where.line, "form": form, "candidates": found, "number": number, "query": query,
        "chosen": chosen_contact, "instructions": calls.instructions_now(where),
        "openings": calls.first_openings(where), "latest": calls.latest_messages(where, chosen_contact),
        "may_take": where.viewer.can(TAKE),
        "crumbs": [(_("Subscribers"), reverse("secretariat:subscribers")), (where.name, "")],
    }  # fmt: skip
    return render(request, "secretariat/call.html", context, status=status)


def the_one(found: list[Any], asked: str) -> Any:
    """The caller chosen; the only candidate when there is one alone."""
    if asked:
        return next((one for one in found if str(one.pk) == asked), None)
    return found[0] if len(found) == 1 else None


def told_of(contact: Any) -> dict[str, Any]:
    return {"caller": contact.name, "contact": contact.pk} if contact else {}


def lines_of(viewer: Viewer) -> Any:
    rows = Line.objects.visible_to(viewer).select_related("dossier__party")
    return rows.order_by("dossier__party__name_key")


def asked_openings(request: HttpRequest, agendas: list[Agenda]) -> dict[str, Any]:
    """What was asked, within bounds."""
    keys = request.GET.getlist("agenda")
    given = {name: request.GET.get(name, "") for name in ("duree", "jours", "moment")}
    minutes = int(given["duree"]) if given["duree"].isdigit() and len(given["duree"]) < 4 else 15
    days = int(given["jours"]) if given["jours"].isdigit() and len(given["jours"]) < 3 else 7
    half = given["moment"] if given["moment"] in ("matin", "apres-midi") else ""
    kept = [one for one in agendas if str(one.pk) in keys] or agendas[:12]
    return {"agendas": kept, "minutes": minutes, "days": min(max(days, 1), MOST_DAYS), "half": half}
