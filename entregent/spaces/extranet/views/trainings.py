"""« Formations »: sessions, who takes part, who came."""

from __future__ import annotations

from datetime import UTC

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.core.disposition import disposition
from entregent.core.links import absolute
from entregent.lists.answer import answer_list
from entregent.people import kept_forms
from entregent.people.guard import demand
from entregent.people.submissions import once
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.forms import RegistrationForm, TrainingForm
from entregent.spaces.extranet.lists import TrainingList
from entregent.spaces.extranet.models import Registration, Training
from entregent.spaces.extranet.models.training import SEATED
from entregent.spaces.extranet.views.sides import not_customer, of_body, writing_cabinet


@require_GET
def trainings(request: HttpRequest) -> HttpResponseBase:
    return answer_list(request, TrainingList(not_customer(request), request.GET))


@require_http_methods(["GET", "POST"])
@once
def training_new(request: HttpRequest) -> HttpResponse:
    viewer = of_body(request)
    form = TrainingForm(request.POST or kept_forms.take_kept(request), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        made = Training.publish(form.save(commit=False), by=viewer)
        messages.success(request, _("The training is published."))
        return redirect(made)
    context = {"form": form, "title": _("New training"), "submit": _("Publish the training")}
    return render(request, "extranet/form.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def training(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = not_customer(request)
    return training_page(request, viewer, find_training(viewer, pk), RegistrationForm(viewer=viewer))


def training_page(
    request: HttpRequest, viewer: Viewer, found: Training, form: RegistrationForm, status: int = 200
) -> HttpResponse:
    rows = Registration.objects.visible_to(viewer).filter(training=found).select_related("dossier__party", "training")
    lines = [{"row": row, "may": {act: ok and row.fitting(viewer)[act] for act, ok in row.permits(viewer).items()}}
             for row in rows]  # fmt: skip
    may = {act: ok and found.fitting(viewer)[act] for act, ok in found.permits(viewer).items()}
    context = {"found": found, "lines": lines, "form": form, "may": may, "left": found.seats - found.seated_count()}
    return render(request, "extranet/training.html", context, status=status)


@require_POST
@once
def registration_new(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = writing_cabinet(request)
    found = find_training(viewer, pk)
    demand(found, "register", viewer)
    form = RegistrationForm(request.POST, viewer=viewer)
    if not form.is_valid():
        return training_page(request, viewer, found, form, status=422)
    made = found.register(form.cleaned_data["dossier"], form.cleaned_data["name"], by=viewer)
    waits = _("Every seat is taken: this person is on the waiting list.")
    messages.success(request, _("The registration is noted.") if made.place == SEATED else waits)
    return redirect(found)


@require_POST
@once
def registration_end(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = writing_cabinet(request)
    found = find_registration(viewer, pk)
    demand(found, "cancel", viewer)
    found.cancel(by=viewer)
    messages.success(request, _("The registration is cancelled."))
    return redirect(found.training)


@require_POST
@once
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = of_body(request)
    found = find_registration(viewer, pk)
    demand(found, "note", viewer)
    found.note(attended=request.POST.get("came") == "1", by=viewer)
    return redirect(found.training)


@require_GET
def calendar_file(request: HttpRequest, pk: int) -> HttpResponse:
    """RFC 5545: one event, in universal time, which every calendar reads."""
    found = find_training(not_customer(request), pk)
    moments = [one.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") for one in (found.starts_at, found.ends_at)]
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Entregent//Extranet//FR", "BEGIN:VEVENT",
        f"UID:formation-{found.pk}@{absolute('/').split('/')[2]}", f"DTSTAMP:{moments[0]}", f"DTSTART:{moments[0]}",
        f"DTEND:{moments[1]}", f"SUMMARY:{escape_text(found.title)}",
        f"LOCATION:{escape_text(found.place)}", "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    response = HttpResponse("\r\n".join(map(fold_line, lines)), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = disposition(f"formation-{found.pk}.ics")
    return response


def escape_text(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def fold_line(line: str) -> str:
    """At most 75 bytes a line (3.1): signs of several bytes stay whole."""
    parts, rest = [], line
    while len(rest.encode()) > 73:
        cut = 73
        while len(rest[:cut].encode()) > 73:
            cut -= 1
        parts.append(rest[:cut])
        rest = rest[cut:]
    return "\r\n ".join([*parts, rest])


def find_training(viewer: Viewer, pk: int) -> Training:
    found: Training = get_object_or_404(Training.objects.visible_to(viewer), pk=pk)
    return found


def find_registration(viewer: Viewer, pk: int) -> Registration:
    rows = Registration.objects.visible_to(viewer).select_related("training", "dossier")
    found: Registration = get_object_or_404(rows, pk=pk)
    return found
