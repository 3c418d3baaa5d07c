"""Messages and archives: the two lists, archiving and its undoing, one message and what is done with it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages as notices
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entregent.core.clock import now
from entregent.people import kept_forms
from entregent.people.guard import demand
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.records.views.pages import show
from entregent.spaces.secretariat import delivering
from entregent.spaces.secretariat.forms import AnswerForm, FollowForm, ticked_keys
from entregent.spaces.secretariat.lists import ArchiveList, MessageList
from entregent.spaces.secretariat.models import Answer, Archiving, CallMessage, KeepingRule
from entregent.spaces.secretariat.models.message import CALLED, NOTHING, TO_CALL
from entregent.spaces.secretariat.reading import shown_messages
from entregent.spaces.secretariat.records import MessagePage
from entregent.spaces.secretariat.rights import READ
from entregent.spaces.secretariat.where import Where, where_of, where_of_dossier

MOST_PRINTED = 2_000
OSM = "https://www.openstreetmap.org/search"


@require_GET
def messages(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    where = where_of(request, pk)
    return message_list(request, MessageList(where.viewer, request.GET, dossier=where.dossier_id), where)


@require_GET
def archives(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    where = where_of(request, pk)
    return message_list(request, ArchiveList(where.viewer, request.GET, dossier=where.dossier_id), where)


@require_POST
@once
def archiving(request: HttpRequest) -> HttpResponse:
    """The ticked ones, or all that the list finds; those that changed since the page was read are asked about."""
    where = where_of(request)
    demand_reader(where.viewer)
    rows = ticked_rows(request, where)
    if request.POST.get("quand-meme") != "oui" and (changed := changed_since(rows, request.POST.get("lu", ""))):
        context = {"where": where, "changed": changed, "keys": [row.pk for row in rows], "read_at": now().timestamp()}
        return render(request, "secretariat/archiving.html", context, status=409)
    made = Archiving.of(rows, by=where.viewer)
    if made is None:
        notices.info(request, _("No message was ticked that can be archived."))
        return redirect(where.messages)
    return redirect(f"{where.messages}?archivage={made.pk}")


@require_POST
@once
def archiving_undo(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Archiving.objects.visible_to(who_looks(request)).select_related("dossier"), pk=pk)
    demand(found, "undo", who_looks(request))
    found.undo(by=who_looks(request))
    notices.success(request, _("The messages wait again, where they stood."))
    return redirect("secretariat:messages")


@require_GET
def message(request: HttpRequest, pk: int) -> HttpResponse:
    return message_page(request, MessagePage.find(who_looks(request), pk))


@require_POST
@once
def acknowledgement(request: HttpRequest, pk: int) -> HttpResponse:
    return do_act(request, pk, "acknowledge", _("The secretariat sees that you have read it."))


@require_POST
@once
def bringing_back(request: HttpRequest, pk: int) -> HttpResponse:
    """An archived message waits again."""
    return do_act(request, pk, "bring_back", _("The message waits again."))


@require_POST
@once
def calling(request: HttpRequest, pk: int) -> HttpResponse:
    """« À rappeler »."""
    page = MessagePage.find(who_looks(request), pk)
    demand(page.record, "follow", page.viewer)
    form = FollowForm(request.POST)
    if not form.is_valid():
        return message_page(request, page, follow=form, status=422)
    page.record.follow(TO_CALL, form.cleaned_data["on"], by=page.viewer)
    return redirect(page.record)


@require_POST
@once
def called_back(request: HttpRequest, pk: int) -> HttpResponse:
    """« Rappelé »; once more takes it back."""
    page = MessagePage.find(who_looks(request), pk)
    demand(page.record, "follow", page.viewer)
    page.record.follow(NOTHING if page.record.followed == CALLED else CALLED, by=page.viewer)
    return redirect(page.record)


@require_http_methods(["POST"])
@once
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    page = MessagePage.find(who_looks(request), pk)
    demand(page.record, "answer", page.viewer)
    form = AnswerForm(request.POST or kept_forms.take_kept(request))
    if not form.is_valid():
        return message_page(request, page, answer=form, status=422)
    page.record.answer(form.cleaned_data["text"], by=page.viewer)
    return redirect(page.record)


@require_GET
def address_map(request: HttpRequest, pk: int) -> HttpResponse:
    """Ways to a plan of an address: nobody else is asked before a click."""
    found = MessagePage.find(who_looks(request), pk).record
    if not found.address:
        raise Http404
    links = {"geo": f"geo:0,0?{urlencode({'q': found.address})}", "osm": f"{OSM}?{urlencode({'query': found.address})}"}
    where = where_of_dossier(who_looks(request), found.dossier_id)
    crumbs = [*where.crumbs, (str(found), found.get_absolute_url()), (_("Address"), "")]
    return render(request, "secretariat/map.html", {"found": found, "crumbs": crumbs, **links})


@require_GET
def paper(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """« Version imprimable »: only the messages, all that the list finds, without menus."""
    where = where_of(request, pk)
    kind = ArchiveList if "archives" in request.GET else MessageList
    page = kind(where.viewer, request.GET, dossier=where.dossier_id)
    opened, order = page.open(), page.ordering()
    keys = list(opened.found.order_by(*order).values_list("pk", flat=True)[: MOST_PRINTED + 1])
    context = {
        "where": where, "list": opened, "shown": shown_messages(keys[:MOST_PRINTED], where.viewer), "at": now(),
        "is_cut": len(keys) > MOST_PRINTED, "most": MOST_PRINTED,
    }  # fmt: skip
    return render(request, "secretariat/paper.html", context)


# What the views above share


def message_list(request: HttpRequest, page: MessageList, where: Where) -> HttpResponse:
    """The engine of lists finds the rows; the template of this space draws them."""
    viewer, opened = where.viewer, page.open()
    undone = Archiving.objects.visible_to(viewer).filter(pk=number_in(request.GET.get("archivage"))).first()
    whole = type(page)(viewer, {}, dossier=where.dossier_id).rows()
    context = {
        "where": where, "crumbs": where.crumbs, "list": opened, "count": whole.count(), "archiving": undone,
        "shown": shown_messages(opened.slice.keys, viewer), "is_archive": isinstance(page, ArchiveList),
        "may_archive": viewer.is_customer and viewer.can(READ) and not isinstance(page, ArchiveList),
        "rule": KeepingRule.of(where.line.dossier.house), "read_at": now().timestamp(),
    }  # fmt: skip
    return render(request, "secretariat/messages.html", context)


def message_page(
    request: HttpRequest, page: MessagePage, *, answer: Any = None, follow: Any = None, status: int = 200
) -> HttpResponse:
    viewer, found = page.viewer, page.record
    where = where_of_dossier(viewer, found.dossier_id)
    back = where.archives if found.archived_at else where.messages
    context = {
        "found": found, "one": shown_messages([found.pk], viewer)[0], "where": where,
        "abilities": found.abilities(viewer), "answers": Answer.objects.visible_to(viewer).filter(message=found),
        "answer": answer or AnswerForm(), "follow": follow or FollowForm(initial={"on": found.call_on}),
        "deliveries": delivering.deliveries_of(found, viewer), "erased_at": found.erased_on(house_rule(where)),
        "crumbs": [*where.crumbs, (_("Archives") if found.archived_at else _("Messages"), back), (str(found), "")],
    }  # fmt: skip
    return show(request, page, "secretariat/message.html", status, **context)


def house_rule(where: Where) -> KeepingRule:
    return KeepingRule.of(where.line.dossier.house)


def do_act(request: HttpRequest, pk: int, act: str, words: str) -> HttpResponse:
    """What an act that asks nothing more shares: its verb has the name of the ability."""
    page = MessagePage.find(who_looks(request), pk)
    demand(page.record, act, page.viewer)
    getattr(page.record, act)(by=page.viewer)
    notices.success(request, words)
    return redirect(page.record)


def ticked_rows(request: HttpRequest, where: Where) -> Any:
    """Rows of the subscriber alone: a key of somebody else's is passed over."""
    if request.POST.get("tout") == "oui":
        state = request.POST.get("etat", "").removeprefix("?")
        return MessageList(where.viewer, QueryDict(state), dossier=where.dossier_id).narrowed()
    keys = ticked_keys(request.POST)
    return CallMessage.objects.visible_to(where.viewer).filter(dossier=where.dossier_id, pk__in=keys)


def changed_since(rows: Any, read_at: str) -> list[CallMessage]:
    """Those that somebody changed after the page was read."""
    try:
        moment = datetime.fromtimestamp(float(read_at.replace(",", ".")), UTC)
    except (ValueError, OverflowError, OSError):
        return []
    return list(rows.filter(archived_at=None, changed_at__gt=moment)[:20])


def demand_reader(viewer: Viewer) -> None:
    if not viewer.can(READ):
        raise PermissionDenied


def number_in(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else 0
