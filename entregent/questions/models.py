"""Form and Question: what staff define on screen, and others answer."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entregent.people.models import House
from entregent.people.sight import OfHouse

TEXT, CHOICE = "text", "choice"


class Form(OfHouse):
    """A short list of questions, asked wherever the form is attached."""

    known_to_customers = True

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    name = models.CharField(_("Name"), max_length=80)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Question(OfHouse):
    """One question: free text, or one choice among those listed."""

    house_field = "form__house"
    known_to_customers = True

    form = models.ForeignKey(Form, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("Order"), default=0)
    label = models.CharField(_("Question"), max_length=120)
    label_en = models.CharField(_("Question in English"), max_length=120, blank=True)
    kind = models.CharField(_("Kind"), max_length=8, choices=[(TEXT, _("Text")), (CHOICE, _("Choice"))], default=TEXT)
    choices = models.TextField(_("Choices, one a line"), blank=True)
    is_required = models.BooleanField(_("An answer is required"), default=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        return self.label_en if self.label_en and get_language() == "en" else self.label

    @property
    def options(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]

    def clean(self) -> None:
        if self.kind == CHOICE and len(self.options) < 2:
            raise ValidationError({"choices": _("A question by choice needs at least two choices.")})
