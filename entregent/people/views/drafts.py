"""The door of drafts: forms send themselves here while they are being filled in."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from entregent.people import drafts as store
from entregent.people import kept_forms
from entregent.people.errors import Refused
from entregent.people.viewer import who_looks


@require_http_methods(["GET", "POST"])
def drafts(request: HttpRequest) -> HttpResponse:
    """Keeps the fields of a form; answers when, in words, and which version that makes. A GET asks for the version.

    409 when a newer text is kept there, beside which this one then waits; 413 for more than a draft holds.
    """
    viewer, place = who_looks(request), (request.POST or request.GET).get(store.PLACE, "")
    if not store.is_place(place):
        return HttpResponseBadRequest()
    if request.method == "GET":
        kept = store.drafts_at(viewer, place).get(place)
        return JsonResponse({"version": kept.version if kept else 0})
    try:
        draft = store.save(viewer, place, kept_forms.fields_of(request), _base(request))
    except store.Overtaken:
        words = _("A newer text is kept from another page. Yours is kept beside it: load this page anew to choose.")
        return JsonResponse({"said": words}, status=HTTPStatus.CONFLICT)
    except Refused as refused:
        return JsonResponse({"said": str(refused.message)}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    at = date_format(timezone.localtime(draft.at), "H:i") if draft else ""
    said = _("Saved at %(time)s") % {"time": at} if draft else ""
    return JsonResponse({"said": said, "version": draft.version if draft else 0})


def _base(request: HttpRequest) -> int | None:
    said = request.POST.get(store.VERSION, "")
    return int(said) if said.isdecimal() and len(said) < 10 else None


@require_POST
def exchange(request: HttpRequest) -> HttpResponse:
    """Takes up the other text, and opens the form with it."""
    place = request.POST.get(store.PLACE, "")
    if not store.is_place(place):
        return HttpResponseBadRequest()
    store.exchange(who_looks(request), place)
    return kept_forms.see_other(kept_forms.form_page(request))


@require_POST
def clearing(request: HttpRequest) -> HttpResponse:
    """Forgets a draft, and opens its form again, empty."""
    place = request.POST.get(store.PLACE, "")
    if not store.is_place(place):
        return HttpResponseBadRequest()
    store.erase(who_looks(request), place)
    return kept_forms.see_other(kept_forms.form_page(request))
