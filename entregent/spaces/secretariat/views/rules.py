"""« Règles »: the line, its instructions, how messages are passed on, the working hours of the agendas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages as notices
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.agenda.calendar import rows_by_agenda
from entregent.agenda.models import Agenda, AgendaException, Engagement, Window
from entregent.agenda.rights import SET_HOURS
from entregent.agenda.slots import day_of
from entregent.core.clock import now
from entregent.people import kept_forms
from entregent.people.guard import demand
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.submissions import once
from entregent.people.viewer import who_looks
from entregent.spaces.secretariat.agenda_page import agendas_of
from entregent.spaces.secretariat.forms import (
    DeliveryRuleForm,
    ExceptionForm,
    InstructionForm,
    LineForm,
    WindowForm,
)
from entregent.spaces.secretariat.models import DeliveryRule, Instruction
from entregent.spaces.secretariat.where import Where, where_of, where_of_dossier

ActWords = tuple[str, str]
MOST_MOVED = 50


@require_GET
def rules(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    where = where_of(request, pk)
    viewer, agendas = where.viewer, agendas_of(where.dossier_id, where.viewer)
    windows = rows_by_agenda(Window, agendas, viewer)
    exceptions = rows_by_agenda(AgendaException, agendas, viewer, ends_at__gt=now())
    context = {
        "where": where, "line": where.line, "crumbs": where.crumbs, "abilities": where.line.abilities(viewer),
        "agendas": [(one, windows[one.pk], exceptions[one.pk], one.abilities(viewer)["set_hours"]) for one in agendas],
        "instructions": Instruction.objects.visible_to(viewer).filter(dossier=where.dossier_id),
        "deliveries": DeliveryRule.objects.visible_to(viewer).filter(dossier=where.dossier_id),
        "outside": to_be_moved(agendas, where), "may_open": viewer.can(SET_HOURS),
        "may_invite": viewer.is_provider and viewer.can(MANAGE_PEOPLE),
    }  # fmt: skip
    return render(request, "secretariat/rules.html", context)


@require_http_methods(["GET", "POST"])
@once
def line(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    where = where_of(request, pk)
    demand(where.line, "edit", where.viewer)
    form = LineForm(request.POST or kept_forms.take_kept(request), instance=where.line, viewer=where.viewer)
    words = (_("Greeting and line"), _("The line is saved."))
    return rule_page(request, where, form, lambda: form.instance.keep(form.changed_data, by=where.viewer), words)


@require_http_methods(["GET", "POST"])
@once
def instruction_new(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    where = where_of(request, pk)
    return instruction_form(request, where, Instruction(dossier=where.line.dossier))


@require_http_methods(["GET", "POST"])
@once
def instruction(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_row(request, Instruction, pk)
    return instruction_form(request, where_of_dossier(who_looks(request), found.dossier_id), found)


@require_POST
@once
def instruction_removal(request: HttpRequest, pk: int) -> HttpResponse:
    return remove_row(request, find_row(request, Instruction, pk), _("The instruction is removed."))


@require_POST
@once
def instruction_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """« Lu »: until it changes."""
    found = find_row(request, Instruction, pk)
    demand(found, "read", who_looks(request))
    found.mark_read(by=who_looks(request))
    return redirect("secretariat:subscriber", found.dossier_id)


@require_http_methods(["GET", "POST"])
@once
def delivery_new(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    where = where_of(request, pk)
    return delivery_form(request, where, DeliveryRule(dossier=where.line.dossier))


@require_http_methods(["GET", "POST"])
@once
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_row(request, DeliveryRule, pk)
    return delivery_form(request, where_of_dossier(who_looks(request), found.dossier_id), found)


@require_POST
@once
def delivery_removal(request: HttpRequest, pk: int) -> HttpResponse:
    return remove_row(request, find_row(request, DeliveryRule, pk), _("Messages are no longer passed on this way."))


@require_http_methods(["GET", "POST"])
@once
def window_new(request: HttpRequest, pk: int) -> HttpResponse:
    agenda = find_own_agenda(request, pk)
    return window_form(request, agenda, Window(agenda=agenda, slot_minutes=agenda.slot_minutes))


@require_http_methods(["GET", "POST"])
@once
def window(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_window(request, pk)
    return window_form(request, found.agenda, found)


@require_POST
@once
def window_removal(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_window(request, pk)
    where = where_of_dossier(who_looks(request), found.agenda.dossier_id)
    found.remove(by=who_looks(request))
    notices.success(request, _("These hours are removed; what is booked stays booked."))
    return redirect(where.rules)


@require_http_methods(["GET", "POST"])
@once
def exception_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Holidays of one's own, an evening opened for once."""
    agenda, viewer = find_own_agenda(request, pk), who_looks(request)
    form = ExceptionForm(request.POST or kept_forms.take_kept(request) or None)

    def verb() -> None:
        said = form.cleaned_data
        for start, end in form.spans(agenda):
            AgendaException.between(agenda, start, end, said["kind"], reason=said["reason"]).keep(by=viewer)

    words = (_("Closing or opening against the habit"), _("The dates are saved; what is booked stays booked."))
    return rule_page(request, where_of_dossier(viewer, agenda.dossier_id), form, verb, words)


# What the views above share


def find_row(request: HttpRequest, model: Any, pk: int) -> Any:
    return get_object_or_404(model.objects.visible_to(who_looks(request)).select_related("dossier__house"), pk=pk)


def find_own_agenda(request: HttpRequest, pk: int) -> Agenda:
    rows = Agenda.objects.visible_to(who_looks(request)).select_related("dossier__house")
    found: Agenda = get_object_or_404(rows, pk=pk)
    demand(found, "set_hours", who_looks(request))
    return found


def find_window(request: HttpRequest, pk: int) -> Window:
    rows = Window.objects.visible_to(who_looks(request)).select_related("agenda__dossier__house")
    found: Window = get_object_or_404(rows, pk=pk)
    demand(found.agenda, "set_hours", who_looks(request))
    return found


def instruction_form(request: HttpRequest, where: Where, record: Instruction) -> HttpResponse:
    demand(record, "edit", where.viewer)
    form = InstructionForm(request.POST or kept_forms.take_kept(request), instance=record, viewer=where.viewer)
    words = (_("Instruction"), _("The instruction is saved: it is new again to every operator."))
    return rule_page(request, where, form, lambda: form.instance.keep(by=where.viewer), words)


def delivery_form(request: HttpRequest, where: Where, record: DeliveryRule) -> HttpResponse:
    demand(record, "edit", where.viewer)
    form = DeliveryRuleForm(request.POST or kept_forms.take_kept(request), instance=record, viewer=where.viewer)
    words = (_("How messages are passed on"), _("The rule is saved."))
    return rule_page(request, where, form, lambda: form.instance.keep(by=where.viewer), words)


def window_form(request: HttpRequest, agenda: Agenda, record: Window) -> HttpResponse:
    viewer = who_looks(request)
    form = WindowForm(request.POST or kept_forms.take_kept(request), instance=record, viewer=viewer)
    words = (_("Working hours"), _("The hours are saved; what is booked stays booked."))
    where = where_of_dossier(viewer, agenda.dossier_id)
    return rule_page(request, where, form, lambda: form.instance.keep(by=viewer), words)


def rule_page(
    request: HttpRequest, where: Where, form: Any, verb: Callable[[], object], words: ActWords
) -> HttpResponse:
    """words: the title, and what is said when it is done."""
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            verb()
        notices.success(request, words[1])
        return redirect(where.rules)
    context = {
        "form": form,
        "title": words[0],
        "where": where,
        "crumbs": [*where.crumbs, (_("Rules"), where.rules), (words[0], "")],
    }
    return render(request, "secretariat/rule.html", context, status=422 if request.method == "POST" else 200)


def remove_row(request: HttpRequest, found: Any, words: str) -> HttpResponse:
    viewer = who_looks(request)
    demand(found, "remove", viewer)
    where = where_of_dossier(viewer, found.dossier_id)
    found.remove(by=viewer)
    notices.success(request, words)
    return redirect(where.rules)


def to_be_moved(agendas: list[Agenda], where: Where) -> list[Engagement]:
    """« À déplacer »: appointments to come in time that is no longer worked."""
    moment, viewer = now(), where.viewer
    engagements = rows_by_agenda(Engagement, agendas, viewer, is_cancelled=False, starts_at__gt=moment)
    windows, exceptions = (
        rows_by_agenda(Window, agendas, viewer),
        rows_by_agenda(AgendaException, agendas, viewer, ends_at__gt=moment),
    )
    found = []
    for agenda in agendas:
        for one in sorted(engagements[agenda.pk], key=lambda row: row.starts_at):
            day = one.starts_at.astimezone(agenda.clock).date()
            pieces = day_of(agenda, day, windows[agenda.pk], exceptions[agenda.pk], [one]).pieces
            if one.kind != "block" and any(piece.is_outside for piece in pieces):
                found.append(one)
    return found[:MOST_MOVED]
