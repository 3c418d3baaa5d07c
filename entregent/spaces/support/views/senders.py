"""Who may send a file in a form itself: asked before it is looked into, which takes the server its time."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from entregent.people.viewer import who_looks
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.resources import ResourcePage

Asks = Callable[..., bool]


def who_may(act: str) -> Asks:
    """Whoever may do this to the request of the address now."""

    def asks(request: HttpRequest, number: int) -> bool:
        viewer = who_looks(request)
        found: Intervention | None = Intervention.objects.visible_to(viewer).filter(number=number).first()
        return found is not None and found.abilities(viewer)[act]

    return asks


def who_bears(right: str) -> Asks:
    return lambda request: who_looks(request).can(right)


def who_manages(request: HttpRequest, pk: int) -> bool:
    """Whoever manages what is given out; which of them, the view itself asks. Raises Http404, PermissionDenied."""
    ResourcePage.admit(who_looks(request))
    return True
