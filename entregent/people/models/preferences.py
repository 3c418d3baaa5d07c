from django.db import models

from entregent.people.sight import Personal

THEMES = ("auto", "light", "dark")
DENSITIES = ("comfortable", "compact")


class Preferences(Personal):
    """How a person likes their desk, on every device."""

    user = models.OneToOneField("people.User", models.CASCADE, related_name="preferences")
    theme = models.CharField(max_length=8, default="auto")
    density = models.CharField(max_length=12, default="comfortable")
    language = models.CharField(max_length=2, blank=True)
    news_paused = models.BooleanField(default=False)
    second_step_later = models.BooleanField(default=False)  # the proposal to require one was set aside
    lists = models.JSONField(default=dict, blank=True)  # how each list was left, as the list engine writes it

    def __str__(self) -> str:
        return f"{self.theme}, {self.density}"
