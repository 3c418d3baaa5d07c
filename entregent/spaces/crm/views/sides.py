"""Who comes in: the organisation's own people; some pages ask a right besides."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from entregent.people.guard import demand_right
from entregent.people.viewer import Viewer, who_looks
from entregent.spaces.crm.rights import FOLLOW, MANAGE


def staff(request: HttpRequest) -> Viewer:
    viewer = who_looks(request)
    if not viewer.is_provider:
        raise Http404
    return viewer


def follower(request: HttpRequest) -> Viewer:
    viewer = staff(request)
    demand_right(viewer, FOLLOW)
    return viewer


def manager(request: HttpRequest) -> Viewer:
    viewer = staff(request)
    demand_right(viewer, MANAGE)
    return viewer
