from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent import audit
from entregent.core.clock import now
from entregent.core.folding import fold
from entregent.core.person_names import check_person_name
from entregent.core.scoping import with_rows
from entregent.people.errors import Refused
from entregent.people.sides import ADVISER, CUSTOMER, SIDES
from entregent.people.sight import OfHouse

if TYPE_CHECKING:
    from entregent.people.holdings import Takers
    from entregent.people.models.post import Post
    from entregent.people.models.role import Role
    from entregent.people.viewer import Viewer


LONGEST_KEY = 322  # a few letters fold into many: the key is cut, the name is not
WITH_PARTY = (CUSTOMER, ADVISER)  # the sides of those who belong to a party
OPEN = {"block": None, "departure": None}  # whose door is open
KNOWN = "known_posts"  # where the posts fetched with a membership stand
TITLES = [("", _("Not given")), ("mme", _("Ms")), ("m", _("Mr"))]


class Membership(OfHouse):
    """A person in a house, under the name by which that house knows them. Their posts say what they do, space by space.

    With a party, they belong to that customer or adviser of the house; without one, to the house itself.
    """

    party_field = "party"
    member_field = "pk"
    known_to_customers = True
    known_to_platform = True

    house = models.ForeignKey("people.House", models.CASCADE, related_name="memberships")
    user = models.ForeignKey("people.User", models.PROTECT, related_name="memberships")
    party = models.ForeignKey("people.Party", models.CASCADE, null=True, blank=True, related_name="memberships")
    side = models.CharField(max_length=10, choices=SIDES, editable=False)
    profiles = models.CharField(max_length=400, editable=False)  # the names of their roles
    number = models.CharField(_("Number"), max_length=40, blank=True)
    title = models.CharField(pgettext_lazy("person", "Title"), max_length=4, blank=True, choices=TITLES)
    first_name = models.CharField(_("First name"), max_length=80, validators=[check_person_name], blank=True)
    last_name = models.CharField(_("Last name"), max_length=80, validators=[check_person_name])
    name = models.CharField(max_length=161, editable=False)
    name_key = models.CharField(max_length=LONGEST_KEY, editable=False)
    phone = models.CharField(_("Phone"), max_length=30, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["house", "party", "name_key"])]
        # Two constraints: SQLite does not know of unique columns whose empty values count as equal.
        constraints = [
            models.UniqueConstraint(fields=["house", "user", "party"], name="member_of_customer_once"),
            models.UniqueConstraint(
                fields=["house", "user"], condition=models.Q(party=None), name="member_of_house_once"
            ),
            models.CheckConstraint(
                condition=models.Q(side__in=WITH_PARTY, party__isnull=False)
                | (~models.Q(side__in=WITH_PARTY) & models.Q(party__isnull=True)),
                name="side_fits_party",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = f"{self.first_name} {self.last_name}".strip()
        self.name_key = fold(self.last_name, self.first_name)[:LONGEST_KEY]
        super().save(*args, **kwargs)

    @classmethod
    def admit(cls, *roles: "Role", **fields: Any) -> "Membership":
        """Somebody new in the house of these roles, all of one side, with a post for each."""
        from entregent.people.models.post import Post  # noqa: PLC0415 (it points back here)

        member = cls(**{"house": roles[0].house, "side": roles[0].side, **fields})
        member.save(force_insert=True)
        vars(member)[KNOWN] = Post.give(member, *roles)
        return member

    @property
    def open_posts(self) -> "list[Post]":
        """Fetched with the membership by `with_posts`; else asked now."""
        return [post for post in posts_of(self) if post.ended_at is None]

    @property
    def space(self) -> str:
        """The only one where they have a post: what is done to their account is told there."""
        spaces = {post.space for post in self.open_posts}
        return spaces.pop() if len(spaces) == 1 else ""

    @property
    def roles(self) -> "list[Role]":
        return [post.role for post in self.open_posts]

    @property
    def rights(self) -> frozenset[str]:
        return frozenset(right for role in self.roles for right in role.rights)

    def role_in(self, space: str) -> "Role | None":
        return next((role for role in self.roles if role.space == space), None)

    def name_posts(self) -> None:
        """Keep in mind the names of their roles, by which lists show and sort them."""
        vars(self).pop(KNOWN, None)
        self.profiles = ", ".join(role.name for role in self.roles)[:400]
        self.save(update_fields=["profiles"])

    @property
    def is_blocked(self) -> bool:
        return hasattr(self, "block")

    @property
    def has_left(self) -> bool:
        return hasattr(self, "departure")

    def abilities(self, viewer: "Viewer") -> dict[str, bool]:
        permitted, fitting = self.permits(viewer), self.fitting(viewer)
        return {act: permitted[act] and fitting[act] for act in permitted}

    def permits(self, viewer: "Viewer") -> dict[str, bool]:
        """What one does to oneself is done on one's own pages, with a proof."""
        manages = viewer.may_manage(self)
        other = manages and self.pk != viewer.membership_id
        others = ("block", "end", "assign_posts", "reset_factor", "sign_out")
        return {"unblock": manages, **dict.fromkeys(others, other)}

    def fitting(self, viewer: "Viewer") -> dict[str, bool]:
        """« edit » is asked by the record page: a person's particulars are never too late to change."""
        here = not self.has_left
        of_a_member = dict.fromkeys(("end", "assign_posts", "reset_factor", "sign_out"), here)
        return {"edit": True, "block": here and not self.is_blocked, "unblock": here and self.is_blocked, **of_a_member}

    def edit_fields(self, viewer: "Viewer") -> frozenset[str]:
        """What this viewer may change of it; the number is the house's to give.

        Nothing of oneself: that is done on one's profile, with the password, for all one's memberships.
        """
        if not viewer.may_manage(self) or self.pk == viewer.membership_id:
            return frozenset()
        return frozenset(("title", "first_name", "last_name", "phone", *(() if viewer.is_customer else ("number",))))

    def close_door(self, *, by: audit.Actor, reason: str = "", takers: "Takers | None" = None) -> None:
        """Block: from the next request on, their open sessions are refused, and what they held is handed over.

        Raises Refused for the last who manages this place, and for takers who could not hold it.
        """
        from entregent.people import holdings, stewards  # noqa: PLC0415 (they stand above it)
        from entregent.people.models.block import Block  # noqa: PLC0415 (it points back here)

        with stewards.keeping_a_steward(self.house_id, self.party_id):
            self.relock()
            if self.is_blocked:
                raise Refused(_("This account is blocked already."))
            Block(membership=self, by_id=by.membership_id, reason=reason).save(force_insert=True)
            audit.record("people.membership.blocked", self, by=by, house_id=self.house_id, reason=reason)
            holdings.hand_over_lost(self, takers or {}, by=by)

    def open_door(self, *, by: "Viewer") -> None:
        """Lift the block."""
        with transaction.atomic():
            self.block.delete()
            self.relock()
            audit.record("people.membership.unblocked", self, by=by, house_id=self.house_id)

    def relock(self) -> None:
        """Hold the row until the end of the transaction, and forget what was known of its posts and its door."""
        rows = Membership.objects.unscoped("the row of a member whose state changes")
        rows.select_for_update(of=("self",)).get(pk=self.pk)
        vars(self).pop(KNOWN, None)
        for name in OPEN:
            self._state.fields_cache.pop(name, None)


def every_post() -> Any:
    from entregent.people.models.post import Post  # noqa: PLC0415 (it points back here)

    return Post.objects.unscoped("what a member may do, wherever that is asked").select_related("role")


def posts_of(member: Membership) -> "list[Post]":
    kept: list[Post] | None = vars(member).get(KNOWN)
    return list(every_post().filter(membership=member.pk)) if kept is None else kept


def with_posts(rows: Any, path: str = "posts") -> Any:
    """Memberships, each with what they do: one query more. path: from the rows to the posts of a membership."""
    return with_rows(rows, path, every_post(), KNOWN)
