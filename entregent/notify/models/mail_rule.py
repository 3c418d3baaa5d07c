from django.db import models

from entregent.notify.kinds import CHOICES
from entregent.people.sight import OfHouse


class MailRule(OfHouse):
    """What a house sets for one kind of mails: when they leave at first, and whether people may do without them."""

    known_to_customers = True

    house = models.ForeignKey("people.House", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    choice = models.CharField(max_length=8, choices=CHOICES)
    may_be_off = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["house", "kind"], name="mail_rule_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.choice}"
