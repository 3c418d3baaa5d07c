from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from entregent.core.clock import now
from entregent.core.logins import LoginAddress
from entregent.core.person_names import check_person_name
from entregent.people.sight import OfHouse

if TYPE_CHECKING:
    from entregent.people.models.role import Role

LIFE = timedelta(hours=72)


def end_of_life() -> datetime:
    return now() + LIFE


class Invitation(OfHouse):
    """A door held open for 72 hours, once, to whoever reads a mailbox."""

    party_field = "party"
    invited_field = "pk"
    known_to_platform = True

    house = models.ForeignKey("people.House", models.CASCADE, related_name="invitations")
    party = models.ForeignKey("people.Party", models.CASCADE, null=True, blank=True, related_name="+")
    email: models.EmailField[str, str] = LoginAddress(_("E-mail"))
    first_name = models.CharField(_("First name"), max_length=80, validators=[check_person_name], blank=True)
    last_name = models.CharField(_("Last name"), max_length=80, validators=[check_person_name])
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey("people.Membership", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField(default=end_of_life)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["house", "email"])]

    def __str__(self) -> str:
        return self.email

    @property
    def roles(self) -> "list[Role]":
        """Those of the posts that wait for whoever comes in."""
        return [post.role for post in InvitedPost.of(self)]

    def offer(self, roles: "Iterable[Role]") -> None:
        """Make these the posts that wait."""
        InvitedPost.of(self).delete()
        for role in roles:
            InvitedPost(invitation=self, role=role).save(force_insert=True)

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and now() < self.expires_at


class InvitedPost(OfHouse):
    """One of the posts that an invitation gives."""

    house_field = "invitation__house"
    party_field = "invitation__party"
    invited_field = "invitation"
    known_to_platform = True

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="posts")
    role = models.ForeignKey("people.Role", models.CASCADE, related_name="+", verbose_name=_("Profile"))

    class Meta:
        ordering = ["invitation", "pk"]
        constraints = [models.UniqueConstraint(fields=["invitation", "role"], name="invited_post_once")]

    def __str__(self) -> str:
        return self.role.name

    @classmethod
    def of(cls, invitation: Invitation) -> Any:
        rows = cls.objects.unscoped("the posts of an invitation that is seen already")
        return rows.filter(invitation=invitation.pk).select_related("role__house")
