"""The posts of a member: another role in a space, a post in one more, a post less."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entregent.door.appointments import Posts, appoint, may_change
from entregent.door.handing_over import HandingOver
from entregent.door.invitations import is_theirs_to_give
from entregent.door.views.ending import demand_turn
from entregent.people.holdings import Held, lost_with
from entregent.people.models import Membership, Role
from entregent.people.space import SPACES
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.site.administration.forms import post_field
from entregent.site.administration.people import find_member

ASKED: Final = "asked"  # for which kinds of what they hold a taker was asked


class PostsForm(forms.Form):
    """For each space of the house, and for the house itself, the role that somebody has there."""

    def __init__(self, *args: Any, member: Membership, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spaces: dict[str, str] = {}  # field → space
        roles = [role for role in roles_for(member, viewer) if is_theirs_to_give(viewer, role)]
        for space in [*member.house.spaces, ""]:
            here = {str(role.pk): role for role in roles if role.space == space}
            if here and space in ("", *SPACES) and may_change(member, space, viewer):
                self._ask(space, here, member.role_in(space))

    @property
    def posts(self) -> Posts:
        """What the verb asks of a valid form."""
        return {space: self.cleaned_data[name] for name, space in self.spaces.items()}

    def _ask(self, space: str, roles: dict[str, Role], now: Role | None) -> None:
        name = f"role_{space or 'house'}"
        self.spaces[name] = space
        self.fields[name] = post_field(space, {str(now.pk): now, **roles} if now else roles)
        self.initial[name] = str(now.pk) if now else ""


@require_http_methods(["GET", "POST"])
@once
def posts(request: HttpRequest, pk: int) -> HttpResponse:
    """What they could no longer hold is asked about before anything is changed."""
    viewer, member = who_looks(request), find_member(request, pk)
    demand_turn(viewer, member, "assign_posts", _("This access has been ended already."))
    form = PostsForm(request.POST or None, member=member, viewer=viewer)
    lost = lost_with(member, form.posts) if form.is_valid() else []
    handing = HandingOver(request.POST or None, member=member, held=lost, viewer=viewer)
    if request.method != "POST" or not form.is_valid() or not is_answered(request, lost) or not handing.is_valid():
        return page(request, member, form, handing)
    appoint(member, form.posts, by=viewer, takers=handing.takers)
    words = _("The posts of %(name)s are changed: they hold from their next page.")
    messages.success(request, words % {"name": member.name})
    return redirect("administration:member", pk)


def roles_for(member: Membership, viewer: Viewer) -> Any:
    """Those in service that somebody of this side may have."""
    rows = Role.objects.visible_to(viewer).filter(house=member.house_id, side=member.side, retirement=None)
    return rows.order_by("space", "pk")


def is_answered(request: HttpRequest, lost: Sequence[Held]) -> bool:
    return request.POST.get(ASKED, "") == kinds(lost)


def kinds(lost: Sequence[Held]) -> str:
    return ",".join(one.holding.key for one in lost)


def page(request: HttpRequest, member: Membership, form: PostsForm, handing: HandingOver) -> HttpResponse:
    back = reverse("administration:member", args=[member.pk])
    asks = bool(handing.held) and not is_answered(request, handing.held)
    context = {
        "form": form, "handing": HandingOver(member=member, held=handing.held, viewer=who_looks(request))
        if asks else handing, "asked": kinds(handing.held), "member": member, "back": back,
        "crumbs": [(member.name, back), (_("Posts"), "")],
    }  # fmt: skip
    return render(request, "administration/posts.html", context, status=422 if request.method == "POST" else 200)
