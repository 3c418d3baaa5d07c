from django.db import models


class Throttle(models.Model):
    """How many wrong tries came from one place for one account. Never holds the account itself."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    open_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.failures}"
