from django.db import models

from entregent.core.clock import now
from entregent.people.sight import Personal


class FactorReview(Personal):
    """A password was chosen by a link: until its owner has said which of their second steps they know."""

    user = models.OneToOneField("people.User", models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.user_id}"
