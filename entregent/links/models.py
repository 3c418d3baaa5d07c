from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from entregent.core.clock import now
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.links.kinds import CHOICES
from entregent.people.models import House, Membership


class Link(OfDossier):
    """Says that one record has to do with another of the same label and dossier; once for the two of them.

    A bare label and keys: the records belong to rooms that this one does not know.
    """

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    record_label = models.CharField(max_length=60)
    of_pk = models.BigIntegerField()  # what the kind is said of
    to_pk = models.BigIntegerField()
    kind = models.CharField(max_length=12, choices=CHOICES)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "record_label", Least("of_pk", "to_pk"), Greatest("of_pk", "to_pk"), name="link_once"
            ),
            models.CheckConstraint(condition=~Q(of_pk=F("to_pk")), name="link_of_two"),
        ]
        indexes = [
            models.Index(fields=["record_label", "of_pk"], name="link_of"),
            models.Index(fields=["record_label", "to_pk"], name="link_to"),
        ]

    def __str__(self) -> str:
        return f"{self.record_label} {self.of_pk} → {self.to_pk}"
