"""The door of drafts: forms send themselves here while they are being filled in."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entregent.people import drafts as store
from entregent.people import kept_forms
from entregent.people.errors import Refused
from entregent.people.viewer import who_looks


@require_POST
def drafts(request: HttpRequest) -> HttpResponse:
    """Keeps the fields of a form; answers when, in words. 413 when they are more than a draft holds."""
    place = request.POST.get(store.PLACE, "")
    if not store.is_place(place):
        return HttpResponseBadRequest()
    try:
        draft = store.save(who_looks(request), place, kept_forms.fields_of(request))
    except Refused as refused:
        return JsonResponse({"said": str(refused.message)}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    at = date_format(timezone.localtime(draft.at), "H:i") if draft else ""
    return JsonResponse({"said": _("Saved at %(time)s") % {"time": at} if draft else ""})


@require_POST
def clearing(request: HttpRequest) -> HttpResponse:
    """Forgets a draft, and opens its form again, empty."""
    place = request.POST.get(store.PLACE, "")
    if not store.is_place(place):
        return HttpResponseBadRequest()
    store.erase(who_looks(request), place)
    return kept_forms.see_other(kept_forms.form_page(request))
