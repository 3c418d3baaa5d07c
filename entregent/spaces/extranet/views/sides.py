"""Who comes in by which door: the page of what does not exist for those of another side."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from entregent.people.guard import demand_right
from entregent.people.sides import ADVISER
from entregent.people.viewer import Viewer, who_looks
from entregent.spaces.extranet.rights import ANSWER, HANDLE, SUPERVISE


def of_cabinet(request: HttpRequest) -> Viewer:
    viewer = who_looks(request)
    if viewer.side != ADVISER:
        raise Http404
    return viewer


def of_body(request: HttpRequest) -> Viewer:
    viewer = who_looks(request)
    if not viewer.is_provider:
        raise Http404
    demand_right(viewer, HANDLE)
    return viewer


def not_customer(request: HttpRequest) -> Viewer:
    viewer = who_looks(request)
    if viewer.is_customer:
        raise Http404
    return viewer


def writing_cabinet(request: HttpRequest) -> Viewer:
    viewer = of_cabinet(request)
    demand_right(viewer, ANSWER)
    return viewer


def supervisor(request: HttpRequest) -> Viewer:
    viewer = of_cabinet(request)
    demand_right(viewer, SUPERVISE)
    return viewer
