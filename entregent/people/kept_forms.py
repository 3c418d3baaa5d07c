"""What was typed is never lost: kept across the end of a session, and given back to its author alone."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from entregent.core.richtext import Written
from entregent.core.writing import FORMAT, as_typed
from entregent.core.writing import Typed as Markup
from entregent.people import farewell, waiting_forms
from entregent.people.form_keys import FIELD, STRANGER, Key, key_of
from entregent.people.paths import local, referring_page
from entregent.people.viewer import Viewer, who_looks

IN_SESSION = "held"
MOST_BYTES = 200_000
MOST_FORMS = 5
# By pages, to forms: what they were filled in from, where they are kept, which files the server has.
ADDED = {"seen", "base", "draft_place", "draft_version", "fichiers", "fichiers_note", "form_version", "asked"}
NOT_KEPT = {FIELD, "csrfmiddlewaretoken", "back"}


class Typed(dict[str, Any]):
    """Posted fields, fit to be a form's data or its initial values."""

    def getlist(self, name: str) -> list[Any]:
        value = self.get(name, [])
        return value if isinstance(value, list) else [value]


def take_kept(request: HttpRequest) -> Typed | None:
    """What its author had typed into the form of this page, once; None when there is nothing."""
    kept = request.session.get(IN_SESSION) if request.method == "GET" else None
    mine = kept.get(request.path) if kept else None
    if not kept or not mine or not _is_of(mine, who_looks(request)):
        return None
    del kept[request.path]
    request.session.modified = True
    return Typed(mine["fields"])


def answer_elsewhere(request: HttpRequest, key: Key) -> HttpResponse:
    """The answer (409) to a form of a page that was opened as another membership: it writes into neither.

    What was typed waits in its form for whoever goes back to that membership, by the button of this page.
    """
    back = form_page(request)
    is_kept = _keep(request, key, back)
    context = {"typed": [] if is_kept else words_of(request), "back_url": back, "opened_as": key.membership_id}
    return render(request, "people/elsewhere.html", context, status=HTTPStatus.CONFLICT)


def ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The answer to somebody who is not signed in: sign in, and come back to the same place."""
    _note_lost_session(request)
    if request.method in ("GET", "HEAD"):
        return HttpResponseRedirect(sign_in_address(request.get_full_path()))
    back = form_page(request)
    if request.headers.get("Sec-Fetch-Dest") == "empty":  # a script: what was typed is still on its page
        return JsonResponse({"sign_in": sign_in_address(back)}, status=HTTPStatus.UNAUTHORIZED)
    key = key_of(request)
    if key is None or key.user_id == STRANGER:
        return see_other(sign_in_address(back))
    fields = fields_of(request)
    if is_too_much(fields):
        return _too_much(request, sign_in_address(back))
    answer = see_other(sign_in_address(back))
    if token := waiting_forms.leave_form(request, key, back, fields):
        waiting_forms.set_cookie(answer, token)
        farewell.note_farewell(request, farewell.KEPT)
    return answer


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The answer to a form whose page is older than the session: back to the form, with the text in it."""
    key, viewer = key_of(request), who_looks(request)
    back = form_page(request)
    if key and viewer.is_signed_in and key.is_of(viewer):
        return _back_to_form(request, key, back)
    return render(request, "shell/stale.html", {"back_url": back}, status=HTTPStatus.FORBIDDEN)


def refuse_form(request: HttpRequest, key: Key | None) -> HttpResponseBase:
    """The answer to a form whose key is too old (back to the form), missing or another's (400)."""
    if key and key.too_old and key.is_of(who_looks(request)):
        return _back_to_form(request, key, form_page(request))
    return _to_copy(request, form_page(request))


def _to_copy(request: HttpRequest, back: str) -> HttpResponse:
    context = {"typed": words_of(request), "back_url": back}
    return render(request, "people/kept.html", context, status=HTTPStatus.BAD_REQUEST)


def put_aside(request: HttpRequest, back: str) -> bool:
    """Keep what was typed for its author, who is sent elsewhere first; False when it is nothing that can be kept."""
    key = key_of(request)
    return key is not None and key.is_of(who_looks(request)) and _keep(request, key, back)


def bring_back(request: HttpRequest, user_id: int) -> None:
    """At sign-in: what this person typed on this browser is theirs again; what somebody else typed goes away."""
    kept = request.session.pop(IN_SESSION, {})
    mine = {path: form for path, form in kept.items() if form["user"] == user_id}
    for one in waiting_forms.collect_forms(request, user_id):
        mine[one.path] = {"user": user_id, "membership": one.membership_id, "fields": one.fields}
    if mine:
        request.session[IN_SESSION] = mine


def membership_of(session: SessionBase) -> int:
    """As whom the latest of what is kept was typed; 0 when nothing is."""
    kept = list(session.get(IN_SESSION, {}).values())
    return int(kept[-1].get("membership", 0)) if kept else 0


def form_page(request: HttpRequest) -> str:
    """The page of the form that was posted: its field `back`, else where it was sent from."""
    return local(request.POST.get("back", ""), "") or referring_page(request) or "/"


def sign_in_address(back: str) -> str:
    back = local(back, "/")
    return f"{settings.LOGIN_URL}?{urlencode({'next': back})}" if back != "/" else settings.LOGIN_URL


def see_other(address: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(address)
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _note_lost_session(request: HttpRequest) -> None:
    """A cookie without its session: it went away with the night's tidying."""
    is_lost = settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty()
    if is_lost and not getattr(request, "farewell", None):
        farewell.note_farewell(request, farewell.OVER)


def _back_to_form(request: HttpRequest, key: Key, back: str) -> HttpResponse:
    if key.user_id == STRANGER:
        return _to_copy(request, back)
    if not _keep(request, key, back):
        return _too_much(request, back)
    message = _("This page was too old, so nothing was sent. Your text is kept: check it and send it again.")
    messages.warning(request, message)
    return see_other(back)


def _keep(request: HttpRequest, key: Key, back: str) -> bool:
    """False when it is a stranger's, or more than a session should carry."""
    fields = fields_of(request)
    if key.user_id == STRANGER or is_too_much(fields):
        return False
    others = [(path, form) for path, form in request.session.get(IN_SESSION, {}).items() if path != urlsplit(back).path]
    entry = (urlsplit(back).path, {"user": key.user_id, "membership": key.membership_id, "fields": fields})
    request.session[IN_SESSION] = dict([*others, entry][-MOST_FORMS:])
    return True


def is_too_much(fields: Typed) -> bool:
    return len(repr(fields).encode()) > MOST_BYTES


def _is_of(form: dict[str, Any], viewer: Viewer) -> bool:
    """What was typed for one house is not brought into a form of another."""
    mine = viewer.membership_id or STRANGER
    return bool(form["user"] == viewer.user_id and form.get("membership", mine) == mine)


def fields_of(request: HttpRequest) -> Typed:
    """What was typed into a posted form: neither its keys nor a password."""
    kept = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT and "password" not in name}
    return Typed({name: values[0] if len(values) == 1 else values for name, values in kept.items()})


def words_of(request: HttpRequest) -> list[str]:
    """What is worth copying of a posted form: words, and neither choices nor what pages add for themselves."""
    return words_in(fields_of(request))


def words_in(typed_fields: Mapping[str, Any]) -> list[str]:
    fields = {name: value for name, value in typed_fields.items() if name not in ADDED}
    typed = [value for name, value in as_typed(fields).items() if not name.endswith(FORMAT)]
    texts = (Written.rich(value).text if isinstance(value, Markup) else str(value) for value in typed)
    return [text for text in texts if text.strip() and not text.isdecimal()]


def _too_much(request: HttpRequest, address: str) -> HttpResponse:
    context = {"typed": words_of(request), "back_url": address, "too_much": True}
    return render(request, "people/kept.html", context, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
