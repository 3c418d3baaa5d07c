from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from entregent.core.clock import now
from entregent.people.sight import OfHouse

LIFE = timedelta(hours=72)


def end_of_life() -> datetime:
    return now() + LIFE


class Invitation(OfHouse):
    """A door held open for 72 hours, once, to whoever reads a mailbox."""

    party_field = "party"
    known_to_platform = True

    house = models.ForeignKey("people.House", models.CASCADE, related_name="invitations")
    party = models.ForeignKey("people.Party", models.CASCADE, null=True, blank=True, related_name="+")
    role = models.ForeignKey("people.Role", models.CASCADE, related_name="+", verbose_name=_("Profile"))
    email = models.EmailField(_("E-mail"))
    first_name = models.CharField(_("First name"), max_length=80, blank=True)
    last_name = models.CharField(_("Last name"), max_length=80)
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
    def is_open(self) -> bool:
        return self.accepted_at is None and now() < self.expires_at
