"""Roles of a house's own, beside those that it got with its spaces: made, copied, renamed, retired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from entregent import audit
from entregent.people import holdings, stewards
from entregent.people.errors import Refused
from entregent.people.models import InvitedPost, Post, Retirement, Role
from entregent.people.models.membership import WITH_PARTY
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.viewer import Viewer

COPIED = ("rights", "needs_second_factor", "sees_health_data")


@dataclass(frozen=True)
class Wearers:
    """Who would be left without a role: members with an open post, and guests who have not come yet."""

    posts: Sequence[Post]
    invited: Sequence[InvitedPost]

    def __bool__(self) -> bool:
        return bool(self.posts or self.invited)

    @property
    def names(self) -> list[str]:
        return [post.membership.name for post in self.posts] + [one.invitation.email for one in self.invited]


def create(role: Role, like: Role | None, *, by: Viewer) -> Role:
    """Add a role of the house's own, with the rights and protections of another one or with none.

    role: unsaved, with its house, space, side and name.
    """
    role.key = f"own-{uuid4().hex[:12]}"
    for name in COPIED if like else ():
        setattr(role, name, getattr(like, name))
    with transaction.atomic():
        role.save(force_insert=True)
        copied = {"like": like.pk} if like else {}
        audit.record("people.role.created", role, by=by, house_id=role.house_id, name=role.name, **copied)
    return role


def rename(role: Role, name: str, *, by: Viewer) -> None:
    before, role.name = role.name, name
    if before == name:
        return
    with transaction.atomic():
        role.save(update_fields=["name"])
        audit.record("people.role.renamed", role, by=by, house_id=role.house_id, changes={"name": [before, name]})
        for post in wearers_of(role).posts:
            post.membership.name_posts()


def wearers_of(role: Role) -> Wearers:
    posts = Post.objects.unscoped("who has a role that changes").filter(role=role.pk, ended_at=None)
    invited = InvitedPost.objects.unscoped("who is invited with a role that changes")
    invited = invited.filter(role=role.pk, invitation__accepted_at=None).select_related("invitation")
    return Wearers(list(posts.select_related("membership").order_by("membership__name_key")), list(invited))


def fit_in_place_of(role: Role, viewer: Viewer) -> Any:
    """The roles to which those who have it may go."""
    rows = Role.objects.visible_to(viewer).filter(house=role.house_id, space=role.space, side=role.side)
    return rows.filter(retirement=None).exclude(pk=role.pk)


def retire(role: Role, to: Role | None, *, by: Viewer) -> None:
    """From now on it is given to nobody; those who have it, or were invited with it, get another one in the same act.

    Raises Refused when it is retired already, when somebody has it and no other one is named, and when nobody could
    manage the house any more.
    """
    with stewards.keeping_a_steward(role.house_id):
        Role.objects.visible_to(by).select_for_update(of=("self",)).get(pk=role.pk)
        if Retirement.objects.visible_to(by).filter(role=role.pk).exists():
            raise Refused(_("This role has been retired already."))
        _move(role, to, by)
        Retirement(role=role, by_id=by.acting).save(force_insert=True)
        audit.record("people.role.retired", role, by=by, house_id=role.house_id, to=to.pk if to else None)


def restore(role: Role, *, by: Viewer) -> None:
    """It may be given again; nobody gets it back by that."""
    with transaction.atomic():
        gone, _each = Retirement.objects.visible_to(by).filter(role=role.pk).delete()
        if not gone:
            raise Refused(_("This role is in service already."))
        audit.record("people.role.restored", role, by=by, house_id=role.house_id)


def _move(role: Role, to: Role | None, by: Viewer) -> None:
    wearers = wearers_of(role)
    if not wearers:
        return
    if to is None or to not in fit_in_place_of(role, by):
        who = ", ".join(wearers.names[:10])
        raise Refused(_("Somebody has this role: %(who)s. Say to which one they go.") % {"who": who})
    if role.side in WITH_PARTY and MANAGE_PEOPLE in role.rights and MANAGE_PEOPLE not in to.rights:
        raise Refused(_("Choose a role that manages people too: their establishments would be left without anybody."))
    for post in wearers.posts:
        _give(post, role, to, by)
    for one in wearers.invited:
        one.role = to
        one.save(update_fields=["role"])
    holdings.hand_over_lost_of(to, by=by)


def _give(post: Post, role: Role, to: Role, by: Viewer) -> None:
    post.role, member = to, post.membership
    post.save()
    changes = {role.space: [role.name, to.name]}
    audit.record("people.membership.appointed", member, by=by, house_id=member.house_id, changes=changes)
