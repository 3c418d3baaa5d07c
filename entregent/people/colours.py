"""Contrast of colours, by the formula of WCAG 2.2 (relative luminance, success criterion 1.4.3)."""

import re

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

READABLE = 4.5


def check_accent(colour: str) -> None:
    """Raises ValidationError unless white text of 14 px reads well on the colour."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValidationError(_("Write the colour as # and six hexadecimal signs, for instance #0e5a6b."))
    ratio = contrast(colour, "#ffffff")
    if ratio < READABLE:
        message = _(
            "White text on this colour has a contrast of %(ratio)s; at least %(least)s is needed. Choose a darker one."
        )
        raise ValidationError(message % {"ratio": number_format(ratio, 1), "least": number_format(READABLE, 1)})


def contrast(one: str, other: str) -> float:
    """From 1 (same) to 21 (black on white); colours as #rrggbb."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
