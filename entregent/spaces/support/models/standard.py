from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entregent.core.richtext import Written, of_text
from entregent.core.searching import Folded
from entregent.core.substitution import fill_markup
from entregent.people.models import House
from entregent.people.sight import OfHouse
from entregent.people.viewer import Viewer
from entregent.spaces.support.models.contract import Product, manages
from entregent.spaces.support.models.service import Service


class StandardMessage(OfHouse):
    """« Message type »: a text that the desk writes often, with names in braces for what differs each time."""

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    name = models.CharField(_("Name"), max_length=80)
    name_key = Folded("name", max_length=240)
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("For one service"),
        help_text=_("Empty: for all of them."),
    )  # fmt: skip
    product = models.ForeignKey(
        Product, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("For one product"),
        help_text=_("Empty: for all of them."),
    )  # fmt: skip
    text = models.TextField()
    html = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    html_en = models.TextField(blank=True)
    uses = models.PositiveIntegerField(_("Uses"), default=0, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["house", "name"], name="standard_message_once")]

    def __str__(self) -> str:
        return self.name

    def edit_fields(self, viewer: Viewer) -> frozenset[str]:
        return frozenset(("name", "service", "product") if manages(viewer) else ())

    def written(self, language: str) -> Written:
        """In a language; in French as long as there is no English."""
        english = language == "en" and self.text_en
        return Written(self.text_en, self.html_en) if english else Written(self.text, self.html)

    def filled(self, values: dict[str, str], language: str = "") -> str:
        """Markup ready for the writing box. language: of the reader; that of the page when it is not told."""
        said = self.written(language or get_language() or "fr")
        return fill_markup(said.html or of_text(said.text), values)

    def count_use(self, by: Viewer) -> None:
        """No event: the message that is sent has its own."""
        type(self).objects.visible_to(by).filter(pk=self.pk).update(uses=F("uses") + 1)
