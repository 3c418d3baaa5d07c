from django.db import models

from entregent.core.clock import now
from entregent.people.sight import Personal


class Draft(Personal):
    """What somebody was writing in one form, as one of their memberships: kept until it is sent.

    version: goes up with each text that is kept. other: what a page older than the text here would have put in its
    place; it is kept beside, and its author chooses.
    """

    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    membership = models.ForeignKey("people.Membership", models.CASCADE, related_name="+")
    place = models.CharField(max_length=100)  # the form's name, such as "support.intervention:12:answer"
    fields = models.JSONField(default=dict)
    at = models.DateTimeField(default=now, db_index=True)
    version = models.PositiveIntegerField(default=1)
    other = models.JSONField(null=True)
    other_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "place"], name="draft_once")]

    def __str__(self) -> str:
        return self.place
