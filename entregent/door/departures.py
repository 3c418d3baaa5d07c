"""The end of a membership, and coming back by another invitation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.door import devices, personal_links
from entregent.people import holdings, memberships, stewards
from entregent.people.errors import Refused
from entregent.people.holdings import Takers
from entregent.people.models import Departure, Membership, Post, Role
from entregent.people.posts import posts_ever
from entregent.people.viewer import Viewer


@dataclass(frozen=True)
class Keepsake:
    """Something of a member's own that nobody else ever sees: it goes with them.

    model: with a membership. label: in words, for a number of rows; nothing when they need not be told of.
    """

    model: Any
    label: Callable[[int], str] | None = None

    def of(self, member: Membership) -> Any:
        return self.model.objects.unscoped("what goes with somebody who leaves").filter(membership=member.pk)

    def words(self, member: Membership) -> str:
        count = self.of(member).count() if self.label else 0
        return self.label(count) if self.label and count else ""


_keepsakes: list[Keepsake] = []


def register_keepsake(keepsake: Keepsake) -> None:
    _keepsakes.append(keepsake)


def keepsakes_in_words(member: Membership) -> list[str]:
    """« 3 drafts », « 5 favourites »: what is erased at the end."""
    return [words for one in _keepsakes if (words := one.words(member))]


def end(member: Membership, *, by: Viewer, reason: str = "", takers: Takers | None = None) -> None:
    """From the next request on they are nobody here; what they held is handed over, what they wrote stays theirs.

    Raises Refused when it was ended meanwhile, and for the last who manages this place.
    """
    with stewards.keeping_a_steward(member.house_id, member.party_id):
        member.relock()
        if member.has_left:
            raise Refused(_("This access has been ended already."))
        Departure(membership=member, by_id=by.acting, reason=reason).save(force_insert=True)
        posts_ever(member).filter(ended_at=None).update(ended_at=now())
        member.name_posts()
        audit.record("people.membership.ended", member, by=by, house_id=member.house_id, reason=reason)
        holdings.hand_over_lost(member, takers or {}, by=by)
        for keepsake in _keepsakes:
            keepsake.of(member).delete()
        if not memberships.open_memberships(member.user_id).exists():
            devices.end_all(member.user_id)
            personal_links.revoke_all(member.user, by=by)


def come_back(member: Membership, roles: Sequence[Role], first_name: str, last_name: str) -> None:
    """Somebody who had left accepts another invitation: the same membership, with the posts that it gives."""
    member.departure.delete()
    if member.is_blocked:
        member.block.delete()
    member.first_name, member.last_name = first_name, last_name
    member.save()
    for role in roles:
        post = posts_ever(member).filter(space=role.space).first() or Post(membership=member)
        post.membership = member
        post.role, post.since, post.ended_at = role, now(), None
        post.save()
    member.relock()
    audit.record("people.membership.returned", member, by=Viewer.wearing(member), house_id=member.house_id)
