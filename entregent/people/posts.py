"""Posts: who has one where, which rights they bear, and the verbs that give, change and end them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from entregent.people.models import InvitedPost, Membership, Post, Role


def members_in(spaces: Collection[str]) -> Any:
    """Keys of the memberships that have or had a post in one of these spaces."""
    rows = Post.objects.unscoped("whom one meets in a space, as the rule of sight asks")
    return rows.filter(space__in=spaces).order_by().values("membership")


def invited_in(spaces: Collection[str]) -> Any:
    """Keys of the invitations that give a post in one of these spaces."""
    rows = InvitedPost.objects.unscoped("who is invited to a space, as the rule of sight asks")
    return rows.filter(role__space__in=spaces).order_by().values("invitation")


def bearing(right: str, house_id: int, space: str = "") -> Q:
    """Memberships of a house with a post that bears this right now; in one space, or in any."""
    roles = Role.objects.unscoped("who bears a right").filter(house=house_id)
    able = [role.pk for role in roles if right in role.rights and space in ("", role.space)]
    return wearing(able)


def present_in(space: str) -> Q:
    """Memberships that have a post in a space now."""
    rows = Post.objects.unscoped("who works in a space").filter(space=space, ended_at=None)
    return Q(pk__in=rows.order_by().values("membership"))


def posts_ever(member: Membership) -> Any:
    """The posts of a member, past ones too."""
    return Post.objects.unscoped("the posts of one member, who leaves, comes back or gets another").filter(
        membership=member.pk
    )


def overseeing(space: str) -> Q:
    """Memberships that see every dossier of their side in a space."""
    rows = Post.objects.unscoped("who oversees a space").filter(space=space, role__oversees=True, ended_at=None)
    return Q(pk__in=rows.order_by().values("membership"))


def wearing(roles: Collection[int]) -> Q:
    """Memberships with one of these roles now."""
    rows = Post.objects.unscoped("who has a role").filter(role__in=roles, ended_at=None)
    return Q(pk__in=rows.order_by().values("membership"))
