from django.db import models

from entregent.core.clock import now


class PersonalLink(models.Model):
    """An address, kept among one's favourites, that signs in from the one browser that used it first."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    browser_hash = models.CharField(max_length=64, blank=True)  # empty until it is used for the first time
    browser = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=now)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_bound(self) -> bool:
        return bool(self.browser_hash)
