"""Three of the four rules of sight: personal, of a house, of an audience. The fourth is in dossiers."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from entregent.core.clock import now
from entregent.core.onlooker import Onlooker
from entregent.core.scoping import Scoped
from entregent.people.sides import PLATFORM, PROVIDER

NOTHING = Q(pk__in=[])
PLACES = "places"  # of a tree: the relation from a row to all those around it, itself included (inside, around)
OF_THE_HOUSE = (PROVIDER, PLATFORM)  # sides of those who belong to no customer


class Personal(Scoped):
    """Mine alone, through `user`, or as the membership that I wear."""

    worn_field: ClassVar[str] = ""  # a membership: what I made as one is not seen as another
    handed_field: ClassVar[str] = ""  # a text: once it is filled, the row is reached through what it names alone

    class Meta:
        abstract = True

    @classmethod
    def sight(cls, viewer: Onlooker) -> Q:
        if not viewer.user_id:
            return NOTHING
        if cls.worn_field and not viewer.membership_id:
            return NOTHING
        mine = Q(**{cls.worn_field: viewer.membership_id}) if cls.worn_field else Q(user=viewer.user_id)
        return mine & Q(**{cls.handed_field: ""}) if cls.handed_field else mine


class Unread(Scoped):
    """Rows that rules of sight and verbs ask, and that no page reads: nobody sees any."""

    class Meta:
        abstract = True

    @classmethod
    def sight(cls, viewer: Onlooker) -> Q:
        return NOTHING


class OfHouse(Scoped):
    """Of my house. Its customers see their own part, and what the class lets them know of the rest.

    Rows of one customer are for those who see that customer; rows of one space, for those who have a post in it.
    """

    house_field: ClassVar[str] = "house"
    party_field: ClassVar[str] = ""  # set where rows belong to one customer
    space_field: ClassVar[str] = ""  # set where rows belong to one space; nothing in it: to the house itself
    member_field: ClassVar[str] = ""  # a membership: of people, those who have a post where I have one, or in the house
    invited_field: ClassVar[str] = ""  # an invitation: the same, by the posts that it gives
    known_to_customers: ClassVar[bool] = False  # rows without a customer: products, names of staff
    known_to_platform: ClassVar[bool] = False
    known_to_governors: ClassVar[bool] = False  # to whoever looks after the people of the house, in whatever space
    ready_field: ClassVar[str] = ""  # a date: until it is set, the row is the staff's own

    class Meta:
        abstract = True

    @classmethod
    def sight(cls, viewer: Onlooker) -> Q:
        if viewer.house_id is None:
            return NOTHING
        if viewer.side == PLATFORM and cls.known_to_platform:
            return cls._rows_without_customer()
        return Q(**{cls.house_field: viewer.house_id}) & cls._part_of_side(viewer) & cls._part_of_spaces(viewer)

    @classmethod
    def _rows_without_customer(cls) -> Q:
        return Q(**{cls.party_field: None}) if cls.party_field else Q()

    @classmethod
    def _part_of_side(cls, viewer: Onlooker) -> Q:
        shared = cls._rows_without_customer() if viewer.side in OF_THE_HOUSE else cls._rows_for_customers()
        if not viewer.governs and viewer.side != PLATFORM:
            shared &= cls._part_of_posts(viewer)
        return shared | cls._rows_of_parties(viewer) if cls.party_field else shared

    @classmethod
    def _rows_for_customers(cls) -> Q:
        shared = cls._rows_without_customer() if cls.known_to_customers else NOTHING
        return shared & Q(**{f"{cls.ready_field}__isnull": False}) if cls.ready_field else shared

    @classmethod
    def _rows_of_parties(cls, viewer: Onlooker) -> Q:
        """Of one's own customer, and of those whom one meets at dossiers, in the spaces where one meets them."""
        own = Q(**{cls.party_field: viewer.party_id}) if viewer.party_id else NOTHING
        met = parties_met(viewer, cls.party_field) if viewer.spaces else NOTHING
        return (own | met) & cls._part_of_posts(viewer)

    @classmethod
    def _part_of_posts(cls, viewer: Onlooker) -> Q:
        from entregent.people import posts  # noqa: PLC0415 (its own rows follow a rule of this file)

        if cls.member_field:
            return Q(**{f"{cls.member_field}__in": posts.members_in((*viewer.spaces, ""))})
        if cls.invited_field:
            return Q(**{f"{cls.invited_field}__in": posts.invited_in((*viewer.spaces, ""))})
        return Q()

    @classmethod
    def _part_of_spaces(cls, viewer: Onlooker) -> Q:
        if not cls.space_field or viewer.side == PLATFORM or (cls.known_to_governors and viewer.governs):
            return Q()
        return Q(**{f"{cls.space_field}__in": (*viewer.spaces, "")})


Parties = Callable[[Onlooker, str], Q]
_parties: list[Parties] = []


def know_parties(met: Parties) -> None:
    """How the room of dossiers says which rows name, in a field, a party that a viewer meets there."""
    _parties[:] = [met]


def parties_met(viewer: Onlooker, field: str) -> Q:
    return _parties[0](viewer, field)


class ForAudience(Scoped):
    """Published by a house to some of its people, between two dates: to all its customers, or to groups of them.

    Providers see all of their house's; customers see what is addressed to their side and to one of their groups, now.
    Who belongs to which group, audiences.py knows.
    """

    # Without an addressee a row is for every customer; where this is set, it is for none.
    addressed_only: ClassVar[bool] = False
    space_field: ClassVar[str] = ""  # as OfHouse
    within_field: ClassVar[str] = ""  # what it lies in, itself for an audience: not seen, nothing in it is
    gone_field: ClassVar[str] = ""  # a date: once it is set, the row is the staff's own
    met_only: ClassVar[bool] = False  # staff who oversee no space see nothing addressed to customers they never meet

    house = models.ForeignKey("people.House", models.CASCADE, related_name="+")
    for_customers = models.BooleanField(default=True)
    starts_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def sight(cls, viewer: Onlooker) -> Q:
        if viewer.house_id is None:
            return NOTHING
        mine = Q(house=viewer.house_id)
        if cls.space_field:
            mine &= Q(**{f"{cls.space_field}__in": (*viewer.spaces, "")})
        own = cls._staff_part(viewer) if viewer.side in OF_THE_HOUSE else cls._customers_part(viewer)
        return mine & own & cls._lying_in(viewer, own)

    @classmethod
    def current(cls) -> Q:
        moment = now()
        return Q(starts_at__lte=moment) & (Q(ends_at=None) | Q(ends_at__gt=moment))

    @classmethod
    def _customers_part(cls, viewer: Onlooker) -> Q:
        from entregent.people import audiences  # noqa: PLC0415 (its own rows follow a rule of this file)

        meant = audiences.meant_for(cls, viewer)
        if not cls.addressed_only:
            meant |= audiences.meant_for_all(cls)
        here = Q(**{cls.gone_field: None}) if cls.gone_field else Q()
        return Q(for_customers=True) & cls.current() & meant & here

    @classmethod
    def _staff_part(cls, viewer: Onlooker) -> Q:
        from entregent.people import audiences  # noqa: PLC0415 (see above)

        if not cls.met_only or not set(viewer.spaces) - set(viewer.overseen):
            return Q()
        return audiences.for_those_met(cls, viewer)

    @classmethod
    def _lying_in(cls, viewer: Onlooker, own: Q) -> Q:
        """own: which rows of this very class are seen for themselves."""
        if not cls.within_field or not own:
            return Q()
        whole: Any = cls._meta.get_field(cls.within_field).related_model
        if whole is not cls:
            return Q(**{f"{cls.within_field}__in": whole.objects.visible_to(viewer).values("pk")})
        places: Any = cls._meta.get_field(PLACES).related_model
        seen = cls.objects.unscoped("rule of sight").filter(own).values("pk")
        hidden = places.objects.unscoped("rule of sight").exclude(around__in=seen)
        return ~Q(pk__in=hidden.values("inside"))


class OfAudience(Scoped):
    """Part of something that has an audience; customers get it once it is published, until it is withdrawn."""

    audience_field: ClassVar[str]  # a relation to a model ForAudience

    published_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def sight(cls, viewer: Onlooker) -> Q:
        if viewer.house_id is None:
            return NOTHING
        whole: Any = cls._meta.get_field(cls.audience_field).related_model
        mine = Q(**{f"{cls.audience_field}__in": whole.objects.visible_to(viewer).values("pk")})
        return mine if viewer.side in OF_THE_HOUSE else mine & cls.published()

    @staticmethod
    def published() -> Q:
        return Q(published_at__lte=now(), withdrawn_at=None)
