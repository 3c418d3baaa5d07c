"""Another role in a space, a post in one more, a post less: what a member does, changed by whoever manages them."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.door import invitations
from entregent.people import holdings, stewards
from entregent.people.errors import Refused
from entregent.people.holdings import Takers
from entregent.people.models import Membership, Post, Role
from entregent.people.posts import posts_ever
from entregent.people.viewer import Viewer

Posts = Mapping[str, Role | None]  # by space; « » is the house itself


def appoint(member: Membership, posts: Posts, *, by: Viewer, takers: Takers | None = None) -> None:
    """Make these their posts in these spaces, from their next page on; those elsewhere stay as they are.

    What they may no longer hold goes to the takers. Raises PermissionDenied for roles that are not the viewer's to give
    or to take, Refused for somebody who left, who would have no post at all, or is the last who manages this place.
    """
    with stewards.keeping_a_steward(member.house_id, member.party_id):
        member.relock()
        if member.has_left:
            raise Refused(_("This access has been ended already."))
        changes = {space: pair for space, role in posts.items() if (pair := _change_post(member, space, role, by))}
        if not member.open_posts:
            raise Refused(_("Somebody without any post has no access: end their access instead."))
        if changes:
            audit.record("people.membership.appointed", member, by=by, house_id=member.house_id, changes=changes)
            holdings.hand_over_lost(member, takers or {}, by=by)


def may_change(member: Membership, space: str, by: Viewer) -> bool:
    """Whether the post that they have there, if any, is the viewer's to change."""
    role = member.role_in(space)
    return role is None or invitations.is_theirs_to_give(by, role)


def _change_post(member: Membership, space: str, role: Role | None, by: Viewer) -> list[str] | None:
    """Sets one post; the names of the former role and of the new one, or None when it is the same."""
    before = member.role_in(space)
    if before == role:
        return None
    _demand(member, space, role, by)
    post = posts_ever(member).filter(space=space).first() or Post(membership=member)
    if role is None:
        post.ended_at = now()
    else:
        post.role, post.since, post.ended_at = role, now(), None
    post.membership = member
    post.save()
    return [before.name if before else "", role.name if role else ""]


def _demand(member: Membership, space: str, role: Role | None, by: Viewer) -> None:
    if not may_change(member, space, by):
        raise PermissionDenied
    if role is not None:
        if role.space != space or role.house_id != member.house_id or role.side != member.side:
            raise PermissionDenied
        invitations.check_may_give(by, [role], member.party)
