"""Names of people, which travel in mails to strangers: nobody's holds an address."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ADDRESS = re.compile(r"://|\bwww\.|@|\w\.[a-z]{2,}(?:[/:?\s]|$)")  # « J.-P. Martin » and « St. John » are none


def check_person_name(name: str) -> None:
    """« URGENT allez sur https://… », as a first name, would be read by whoever is invited. Raises ValidationError."""
    if ADDRESS.search(name):
        raise ValidationError(_("A name holds no address of a site or mailbox."), code="address")


class PersonName(forms.CharField):
    """PersonName(label=_("Last name"))"""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 80, "validators": [check_person_name], **options})
