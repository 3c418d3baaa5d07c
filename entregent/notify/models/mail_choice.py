from django.db import models

from entregent.notify.kinds import CHOICES
from entregent.people.sight import Personal


class MailChoice(Personal):
    """When a person, as one of their memberships, wants mails of one kind. Without one, the house's rule holds."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    membership_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    choice = models.CharField(max_length=8, choices=CHOICES)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership_id", "kind"], name="mail_choice_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.choice}"
