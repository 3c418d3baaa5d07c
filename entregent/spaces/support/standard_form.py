"""What the desk types when it writes a standard message."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from entregent.core.forms import HouseForm
from entregent.core.richtext import Written, of_text
from entregent.core.substitution import unknown
from entregent.core.writing import RichText, Typed
from entregent.spaces.support.models import StandardMessage
from entregent.spaces.support.standard import NAMES


def known_names(said: Written) -> None:
    """A name that nothing is known of would be sent as it is."""
    strange = unknown(said.text, NAMES)
    if strange:
        names = ", ".join(f"{{{name}}}" for name in strange)
        raise ValidationError(_("No such name: %(names)s. Choose among those listed below.") % {"names": names})


class StandardMessageForm(HouseForm):
    said = RichText(label=_("Text"), rows=8)
    said_en = RichText(label=_("Text in English"), rows=6, required=False)

    class Meta:
        model = StandardMessage
        fields = ["name", "service", "product"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, language in (("said", "fr"), ("said_en", "en")):
            kept = Written(self.instance.text, self.instance.html) if language == "fr" else self.english()
            self.initial.setdefault(name, Typed(kept.html or of_text(kept.text)) if kept else "")

    def english(self) -> Written:
        return Written(self.instance.text_en, self.instance.html_en)

    def clean_said(self) -> Written:
        known_names(self.cleaned_data["said"])
        said: Written = self.cleaned_data["said"]
        self.instance.text, self.instance.html = said.text, said.html
        return said

    def clean_said_en(self) -> Written:
        said: Written = self.cleaned_data["said_en"]
        known_names(said)
        self.instance.text_en, self.instance.html_en = said.text, said.html
        return said

    def clean(self) -> dict[str, Any]:
        """A product has its service: the other one would never fit."""
        cleaned = super().clean() or {}
        service, product = cleaned.get("service"), cleaned.get("product")
        if service and product and product.service_id != service.pk:
            self.add_error("product", _("This product belongs to another service."))
        return cleaned
