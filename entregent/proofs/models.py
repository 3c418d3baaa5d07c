"""Spent. Unguarded, since it holds nobody's data; imported in this room alone."""

from django.db import models


class Spent(models.Model):
    """A proof that was used: the random word in it, kept until the proof itself is too old to be shown again."""

    nonce = models.CharField(max_length=32, primary_key=True)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.nonce
