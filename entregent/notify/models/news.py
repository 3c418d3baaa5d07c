"""News: what a house tells everyone, in the banner that can be stopped."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entregent.people.sight import ForAudience


class News(ForAudience):
    title = models.CharField(_("Title"), max_length=120)
    title_en = models.CharField(_("Title in English"), max_length=120, blank=True)
    body = models.TextField(_("Text"), blank=True)
    body_en = models.TextField(_("Text in English"), blank=True)
    is_urgent = models.BooleanField(_("Urgent"), default=False)

    class Meta:
        ordering = ["-is_urgent", "-starts_at"]
        indexes = [models.Index(fields=["house", "-starts_at"])]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The news would end before it begins.")})

    @property
    def headline(self) -> str:
        return self.title_en if self.title_en and get_language() == "en" else self.title

    @property
    def words(self) -> str:
        return self.body_en if self.body_en and get_language() == "en" else self.body
