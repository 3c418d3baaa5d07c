"""The long works on the rows of a list: asked for, watched, stopped, undone, fetched."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from entregent.core.disposition import disposition
from entregent.exports import answer as exports
from entregent.exports.naming import file_name
from entregent.jobs.queue import enqueue
from entregent.lists.actions import Action
from entregent.lists.answer import last_list_address, list_of
from entregent.lists.page import ListPage
from entregent.people.guard import demand
from entregent.people.submissions import once
from entregent.people.viewer import who_looks
from entregent.runs.models import Run
from entregent.runs.running import MOST, action_of, page_of, start, work


@require_POST
def runs(request: HttpRequest) -> HttpResponseBase:
    """Ask first what the action needs to know: asking changes nothing, and may be repeated."""
    page, action = wanted_action(request)
    keys = keys_of_rows(page, request)
    if not keys:
        messages.warning(request, _("Tick at least one row first."))
        return redirect(last_list_address(request))
    if address := action.address(keys, by=page.viewer):
        return redirect(address)
    form = action.form(who_looks(request))
    if form is not None and "dit" not in request.POST:
        return ask_before_run(request, page, action, form, keys)
    return begin_run(request, page, action, keys)


@once
def begin_run(request: HttpRequest, page: ListPage, action: Action, keys: list[Any]) -> HttpResponseBase:
    form = action.form(who_looks(request), request.POST)
    if form is not None and not form.is_valid():
        return ask_before_run(request, page, action, form, keys, status=422)
    said = {name: str(getattr(value, "pk", value)) for name, value in form.cleaned_data.items()} if form else {}
    return back_to_list(request, start(page, action.slug, keys, said, by=who_looks(request)))


def write_later(request: HttpRequest, page: ListPage, kind: str) -> HttpResponseBase:
    """Where one sees a long file being written."""
    said = {"columns": [field.key for field in page.chosen], "of": page.of}
    return redirect("run", start(page, kind, [], said, by=who_looks(request)).uuid)


@require_GET
def run_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = find_run(request, uuid)
    page = page_of(found, who_looks(request))
    known = {action.slug: action.label for action in page.actions}
    context = {
        "run": found, "abilities": found.abilities(who_looks(request)), "list_title": page.heading,
        "label": known.get(found.act) or _("Writing of a file"), "back": last_list_address(request),
    }  # fmt: skip
    part = request.headers.get("HX-Target", "").endswith("#run")
    return render(request, "shell/list/run_state.html" if part else "shell/list/run.html", context)


@require_POST
@once
def stop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = find_run(request, uuid)
    demand(found, "stop", who_looks(request))
    found.stop(by=who_looks(request))
    return redirect("run", found.uuid)


@require_POST
@once
def undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    viewer, found = who_looks(request), find_run(request, uuid)
    demand(found, "undo", viewer)
    found.undo(by=viewer)
    enqueue(work, found.pk, house_id=viewer.house_id)
    return back_to_list(request, found)


@require_GET
def file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    found = find_run(request, uuid)
    demand(found, "fetch", who_looks(request))
    heading = page_of(found, who_looks(request)).heading
    response = FileResponse(found.path.open("rb"), content_type=exports.TYPES[found.act])
    response.headers["Content-Disposition"] = disposition(file_name(str(heading), found.act))
    return response


# What the views above share


def back_to_list(request: HttpRequest, run: Run) -> HttpResponse:
    """One stays on the list, with what becomes of the act above it; whoever came from no list sees its own page."""
    address = last_list_address(request)
    if address == "/":
        return redirect("run", run.uuid)
    messages.info(request, str(run.uuid), extra_tags="run")
    return redirect(address)


def wanted_action(request: HttpRequest) -> tuple[ListPage, Action]:
    viewer, known = who_looks(request), list_of(request)
    page = known(viewer, QueryDict(request.POST.get("etat", "").removeprefix("?")))
    action = action_of(page, request.POST.get("acte", ""), viewer)
    if action is None:
        raise Http404
    return page, action


def keys_of_rows(page: ListPage, request: HttpRequest) -> list[Any]:
    """Keys of the rows meant, among those that the viewer may see, in the order of the page: ticked, or all found."""
    if request.POST.get("tout") == "oui":
        return list(page.narrowed().order_by(*page.ordering()).values_list("pk", flat=True)[: MOST + 1])
    said = [*request.POST.getlist("cle"), *request.POST.get("cles", "").split(",")]
    ticked = [int(key) for key in said if key.isascii() and key.isdigit() and len(key) < 19][: MOST + 1]
    seen = set(page.rows().filter(pk__in=ticked).values_list("pk", flat=True))
    return [key for key in dict.fromkeys(ticked) if key in seen]


def ask_before_run(
    request: HttpRequest, page: ListPage, action: Action, form: Any, keys: list[Any], status: int = 200
) -> HttpResponse:
    context = {
        "form": form, "action": action, "keys": keys[:MOST], "list": page.open(), "back": last_list_address(request),
        "everything": request.POST.get("tout") == "oui", "most": MOST if len(keys) > MOST else 0,
    }  # fmt: skip
    return render(request, "shell/list/run_new.html", context, status=status)


def find_run(request: HttpRequest, uuid: UUID) -> Run:
    found: Run = get_object_or_404(Run.objects.visible_to(who_looks(request)), uuid=uuid)
    return found
