"""Whoever manages the people of a place, and its roles: what is done there never loses the last of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from entregent.people.errors import Refused
from entregent.people.models import House, Membership
from entregent.people.models.membership import OPEN
from entregent.people.posts import bearing
from entregent.people.rights import MANAGE_PEOPLE, MANAGE_ROLES

LAST = {
    MANAGE_PEOPLE: _("This is the last person who can manage accounts here: name another one first."),
    MANAGE_ROLES: _("This is the last person who can manage roles here: name another one first."),
}


@contextmanager
def keeping_a_steward(house_id: int, party_id: int | None = None) -> Iterator[None]:
    """Around what blocks, ends, or changes posts and roles: undoes it, and raises Refused, when nobody is left.

    Acts of one house come one after the other: of two who each take the last but one away, the second is refused.
    """
    with transaction.atomic():
        House.objects.unscoped("acts on the people of a house, one at a time").select_for_update(no_key=True).get(
            pk=house_id
        )
        before = {right for right in LAST if _is_borne(right, house_id, party_id)}
        yield
        for right, words in LAST.items():
            if right in before and not _is_borne(right, house_id, party_id):
                raise Refused(words)


def _is_borne(right: str, house_id: int, party_id: int | None) -> bool:
    rows = Membership.objects.unscoped("the last who manages a place").filter(bearing(right, house_id))
    return bool(rows.filter(house=house_id, party=party_id, user__is_active=True, **OPEN).exists())
