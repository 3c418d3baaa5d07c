"""« Mes demandes d’intervention » on a person's profile."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from entregent.lists.answer import part
from entregent.people.viewer import who_looks
from entregent.spaces.support.lists import OwnRequestList
from entregent.spaces.support.models import Rules
from entregent.spaces.support.rights import REQUEST


def own_requests(request: HttpRequest) -> str | None:
    """Nothing for whoever files no request here."""
    viewer = who_looks(request).in_space("support")
    if not viewer.is_customer or not viewer.can(REQUEST):
        return None
    opened = part(request, OwnRequestList(viewer, request.GET, owner=viewer.acting))
    rules = Rules.of(viewer.house) if viewer.house else Rules()
    return render_to_string("support/own_requests.html", {"list": opened, "rules": rules}, request)
