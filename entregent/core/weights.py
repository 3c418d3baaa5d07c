"""Bytes, as people say them."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

STEP = 1024


def weight(size: int) -> str:
    """« 1,2 Mo », with a space that does not break. size: in bytes."""
    figure, power = float(size), 0
    while figure >= STEP and power < 3:
        figure, power = figure / STEP, power + 1
    places = 1 if power > 1 and figure % 1 >= 0.05 else 0
    return f"{number_format(figure, decimal_pos=places, use_l10n=True)}\u00a0{_('B KB MB GB').split()[power]}"
