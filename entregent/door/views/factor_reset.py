"""Taking away somebody else's second step: by whoever manages them, after a fresh proof of who that is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from entregent.door import factors
from entregent.door.views.question import question_page
from entregent.people.guard import demand
from entregent.people.models import Membership
from entregent.people.viewer import who_looks


def is_delicate(request: HttpRequest, member: Membership) -> bool:
    """For `proven_when`: always. Raises as `demand`, and Refused where there is nothing to reset."""
    demand(member, "reset_factor", who_looks(request))
    factors.demand_resettable(member, by=who_looks(request))
    return True


def reset(request: HttpRequest, member: Membership, back: str) -> HttpResponse:
    """The question, then the act; back: the address of the person's page."""
    is_delicate(request, member)
    if request.method == "GET":
        title = _("Reset the second step of %(name)s?") % {"name": member.name}
        text = _(
            "Their password alone opens their account again, until they set up another. Their sessions end, and they "
            "are told by mail."
        )
        return question_page(request, title, _("Reset the second step"), text, back)
    factors.reset(member, by=who_looks(request))
    words = _("The second step of %(name)s is reset: they are told by mail.")
    messages.success(request, words % {"name": member.name})
    return redirect(back)
