"""The proposal to require a second step of the team: to whoever runs a house, until they choose or set it aside."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from entregent.door import factors
from entregent.people.guard import demand_right
from entregent.people.rights import MANAGE_HOUSE
from entregent.people.submissions import once
from entregent.people.viewer import who_looks
from entregent.people.views.preferences import keep_preferences


def is_made(request: HttpRequest) -> bool:
    """Not in the demonstration, where nobody is asked for a second step (factors.are_required)."""
    viewer, liked = who_looks(request), getattr(request.user, "preferences", None)
    if settings.MODE == "demo" or viewer.house is None or viewer.house.second_factor or viewer.is_customer:
        return False
    if not viewer.can(MANAGE_HOUSE) or (liked and liked.second_step_later):
        return False
    return not factors.has_any(viewer.user_id or 0)


@require_POST
@once
def setting_aside(request: HttpRequest) -> HttpResponse:
    """For good, and for this person alone: the choice stays on the page of the house."""
    demand_right(who_looks(request), MANAGE_HOUSE)
    keep_preferences(who_looks(request), second_step_later=True)
    return redirect("administration:home")
