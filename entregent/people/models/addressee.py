from django.db import models

from entregent.people.sight import OfHouse


class Addressee(OfHouse):
    """A group of customers to whom one published row is addressed (see audiences.py).

    Bare labels and keys: what is published and the groups belong to rooms that this one does not know. A group that is
    gone leaves its row behind: what was addressed to it then is nobody's, and never everybody's.
    """

    house = models.ForeignKey("people.House", models.CASCADE, related_name="+")
    record_label = models.CharField(max_length=60)
    record_pk = models.BigIntegerField()
    group_label = models.CharField(max_length=60)
    group_pk = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record_label", "record_pk", "group_label", "group_pk"], name="addressee_once"
            )
        ]
        indexes = [models.Index(fields=["record_label", "group_label", "group_pk"], name="addressee_of_group")]

    def __str__(self) -> str:
        return f"{self.record_label} {self.record_pk} → {self.group_label} {self.group_pk}"
