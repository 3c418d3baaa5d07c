from django.db import models

from entregent.people.sight import Personal


class Submission(Personal):
    """One sent form: its key was printed in the page, so the same form counts once."""

    key = models.UUIDField(primary_key=True)
    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    location = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return str(self.key)
