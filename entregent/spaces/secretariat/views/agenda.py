"""« Agenda »: the day and the week; a padlock, a bin and an arrow on each slot to come; the two tabs of a slot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.agenda.models import Agenda, AgendaException, Engagement, Taken
from entregent.agenda.models.engagement import BLOCK, Overtaken
from entregent.agenda.slots import at_wall
from entregent.core.clock import now
from entregent.people import kept_forms
from entregent.people.errors import Refused
from entregent.people.guard import demand
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.spaces.secretariat.agenda_page import AgendaPage
from entregent.spaces.secretariat.booking_form import EngagementForm, MoveForm
from entregent.spaces.secretariat.where import Where, where_of, where_of_dossier

FURTHEST = 10**8  # minutes since the epoch: the year 2160
ActWords = tuple[str, str]


@require_GET
def agenda(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    where = where_of(request, pk)
    page = AgendaPage(where, request.GET.dict())
    return render(request, "secretariat/agenda.html", {"page": page, "where": where, "crumbs": where.crumbs})


@require_POST
@once
def blocks(request: HttpRequest, pk: int) -> HttpResponse:
    """The padlock: « Rendez-vous pris », worked or not."""
    found = find_agenda(request, pk)
    start, length = slot_in(request.POST.get("creneau", ""))
    made = Engagement.book(found, start, length, by=who_looks(request), kind=BLOCK, text=_("Appointment taken"))
    return back_to_agenda(request, found, f"pris-{made.pk}")


@require_POST
@once
def closings(request: HttpRequest, pk: int) -> HttpResponse:
    """The bin on a free slot: not worked, that day only."""
    found = find_agenda(request, pk)
    start, length = slot_in(request.POST.get("creneau", ""))
    if start < now():
        raise Refused(_("This slot is past: nothing is booked in it."), found)
    made = AgendaException.between(found, start, start + length, is_of_slot=True)
    made.keep(by=who_looks(request))
    return back_to_agenda(request, found, f"ferme-{made.pk}")


@require_POST
@once
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """The blue arrow: what was closed is given back."""
    viewer = who_looks(request)
    rows = AgendaException.objects.visible_to(viewer).select_related("agenda__dossier")
    found = get_object_or_404(rows, pk=pk)
    demand(found, "lift", viewer)
    found.lift(by=viewer)
    return back_to_agenda(request, found.agenda, "")


@require_POST
@once
def cancellation(request: HttpRequest, pk: int) -> HttpResponse:
    """The bin on what is booked: free again; undone as long as nobody took it."""
    found = find_engagement(request, pk)
    demand(found, "cancel", who_looks(request))
    found.cancel(request.POST.get("motif", "")[:200], by=who_looks(request))
    return back_to_agenda(request, found.agenda, f"libere-{found.pk}")


@require_POST
@once
def restoration(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_engagement(request, pk)
    demand(found, "restore", who_looks(request))
    found.restore(by=who_looks(request))
    return back_to_agenda(request, found.agenda, f"pris-{found.pk}")


@require_http_methods(["GET", "POST"])
@once
def slot(request: HttpRequest, pk: int, minute: int) -> HttpResponse:
    """A click on a slot: what is to be booked there."""
    viewer, found, start = who_looks(request), find_agenda(request, pk), moment_of(minute)
    asked = request.GET.get("duree", "")
    initial = {"minutes": asked if asked.isdigit() else found.slot_minutes, "contact": request.GET.get("contact", "")}
    record, typed = Engagement(agenda=found, starts_at=start), request.POST or kept_forms.take_kept(request)
    form = EngagementForm(typed, instance=record, agenda=found, start=start, viewer=viewer, initial=initial)

    def verb() -> Engagement:
        form.make_contact()
        return Engagement.book(found, start, form.length, by=viewer, lane=form.lane, **form.said())

    return engagement_page(request, form, verb, (_("New appointment"), _("Save the appointment")))


@require_http_methods(["GET", "POST"])
@once
def engagement(request: HttpRequest, pk: int) -> HttpResponse:
    """What is booked: its words, its length."""
    viewer, found = who_looks(request), find_engagement(request, pk)
    initial: dict[str, object] = {"minutes": found.minutes, "version": found.version}
    if "contact" in request.GET:
        initial["contact"] = request.GET["contact"]
    typed = request.POST or kept_forms.take_kept(request)
    form = EngagementForm(
        typed, instance=found, agenda=found.agenda, start=found.starts_at, viewer=viewer, initial=initial
    )  # fmt: skip

    def verb() -> Engagement:
        demand(found, "edit", viewer)
        form.make_contact()
        return change_engagement(pk, form, viewer)

    return engagement_page(request, form, verb, (_("Appointment"), _("Save the appointment")), found)


@require_http_methods(["GET", "POST"])
@once
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """« Déplacer… »: another day, another hour; the old time is kept when the new one is taken."""
    viewer, found = who_looks(request), find_engagement(request, pk)
    demand(found, "move", viewer)
    local = found.starts_at.astimezone(found.agenda.clock)
    typed = request.POST or kept_forms.take_kept(request)
    form = MoveForm(typed or None, initial={"day": local.date(), "hour": local.time()})
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        start = at_wall(found.agenda, form.cleaned_data["day"], form.cleaned_data["hour"])
        try:
            with transaction.atomic():
                found.move(start, found.length, by=viewer, lane=found.lane)
            return back_to_agenda(request, found.agenda, f"pris-{found.pk}", day=start)
        except Refused as refused:
            form.add_error(None, str(refused.message))
            status = 409
    where = where_of_dossier(viewer, found.agenda.dossier_id)
    context = {"found": found, "form": form, "where": where, "crumbs": crumbs(where, str(found))}
    return render(request, "secretariat/move.html", context, status=status)


# What the views above share


def find_agenda(request: HttpRequest, pk: int) -> Agenda:
    """Raises Http404 for one that the viewer does not see, 403 where they may not book."""
    viewer = who_looks(request)
    found: Agenda = get_object_or_404(Agenda.objects.visible_to(viewer).select_related("dossier__house"), pk=pk)
    demand(found, "book", viewer)
    return found


def find_engagement(request: HttpRequest, pk: int) -> Engagement:
    rows = Engagement.objects.visible_to(who_looks(request)).select_related("agenda__dossier__house", "contact")
    found: Engagement = get_object_or_404(rows, pk=pk)
    if who_looks(request).is_provider and not found.agenda.is_booked_by_provider:
        raise Http404
    return found


def slot_in(text: str) -> tuple[datetime, timedelta]:
    """« 29611275:15 »: minutes since the epoch, and how many. Raises Refused for anything else."""
    start, _colon, minutes = text.partition(":")
    if not (is_number(start) and is_number(minutes) and 0 < int(minutes) <= 24 * 60):
        raise Refused(_("This slot does not exist: open the agenda again."))
    return moment_of(int(start)), timedelta(minutes=int(minutes))


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def moment_of(minute: int) -> datetime:
    """Raises Http404 beyond what any agenda holds."""
    if minute >= FURTHEST:
        raise Http404
    return datetime.fromtimestamp(minute * 60, UTC)


def change_engagement(pk: int, form: EngagementForm, viewer: Viewer) -> Engagement:
    """Its words by one verb, its length by another: each is refused when somebody changed it since."""
    found: Engagement = Engagement.objects.visible_to(viewer).select_related("agenda__dossier__house").get(pk=pk)
    seen, said = form.cleaned_data["version"], form.said()
    if form.length != found.length:
        found.move(found.starts_at, form.length, by=viewer, lane=found.lane, seen=seen)
        seen = None
    found.edit(said, by=viewer, seen=seen)
    return found


def engagement_page(
    request: HttpRequest, form: EngagementForm, verb: Callable[[], Engagement], words: ActWords,
    found: Engagement | None = None,
) -> HttpResponse:  # fmt: skip
    """The two tabs, and the act: 422 when something is missing, 409 when others were quicker; what was typed stays."""
    status, taken = (422 if request.method == "POST" else 200), None
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = verb()
            return back_to_agenda(request, form.agenda, f"pris-{made.pk}", day=made.starts_at)
        except (Taken, Overtaken) as refused:
            form.add_error(None, str(refused.message))
            status, taken = 409, refused.engagement
        except Refused as refused:
            form.add_error(None, str(refused.message))
            status = 409
    where = where_of_dossier(who_looks(request), form.agenda.dossier_id)
    context = {
        "form": form, "title": words[0], "submit": words[1], "where": where, "taken": taken, "start": form.start,
        "agenda": form.agenda, "found": found, "abilities": found.abilities(who_looks(request)) if found else {},
        "crumbs": crumbs(where, words[0]),
    }  # fmt: skip
    return render(request, "secretariat/engagement.html", context, status=status)


def crumbs(where: Where, title: str) -> list[tuple[str, str]]:
    return [*where.crumbs, (_("Agenda"), where.agenda), (title, "")]


def back_to_agenda(request: HttpRequest, agenda: Agenda, done: str, day: datetime | None = None) -> HttpResponse:
    """The page as it was, with what was done and its undoing."""
    where = where_of_dossier(who_looks(request), agenda.dossier_id)
    asked = urlsplit(request.POST.get("retour", ""))
    given = dict(pair.partition("=")[::2] for pair in asked.query.split("&") if asked.path == where.agenda and pair)
    if day and not given:
        given["jour"] = str(day.astimezone(agenda.clock).date())
    return redirect(AgendaPage(where, given).address(**({"fait": done} if done else {})))
