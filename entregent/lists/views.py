"""The columns of a list, as one person wants them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entregent.lists.answer import last_list_address, list_of
from entregent.lists.layout import Layout, keep_layout, ordered_columns
from entregent.people.viewer import who_looks

PLACES = {"monter": -1, "descendre": 1}


@require_POST
def columns(request: HttpRequest) -> HttpResponse:
    """The columns ticked, in the order of the form; none ticked means the list's own."""
    known = list_of(request)
    moved = next(((request.POST[name], step) for name, step in PLACES.items() if name in request.POST), None)
    offered = [field.key for field in known(who_looks(request), {}).columns]
    order = [key for key in request.POST.getlist("ordre") if key in offered]
    chosen = ordered_columns(order, request.POST.getlist("colonne"), moved)
    kept = Layout.of(request, known.name())
    chosen = () if "defaut" in request.POST else chosen
    keep_layout(who_looks(request), known.name(), Layout(chosen, kept.query))
    messages.success(request, _("Your columns are kept."))
    return redirect(last_list_address(request))
