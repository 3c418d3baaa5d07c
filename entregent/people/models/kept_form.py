from django.db import models

from entregent.people.sight import Unread


class KeptForm(Unread):
    """What somebody sent after their session had ended: it waits for them on that browser, until they sign in there."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    browser = models.CharField(max_length=64)  # digest of what its cookie says
    membership_id = models.BigIntegerField()  # as which it was typed, 0 when the page did not know
    path = models.CharField(max_length=500)
    fields = models.JSONField()
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "browser", "path"], name="kept_once")]

    def __str__(self) -> str:
        return self.path
