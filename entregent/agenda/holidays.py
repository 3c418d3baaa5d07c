"""French public holidays, worked out without asking anybody.

Source: Code du travail, L3133-1 (the eleven days of the whole country); local law in Moselle, Bas-Rhin and Haut-Rhin
(Good Friday, 26 December) and overseas (commemorations of abolition, custom).
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext_lazy as _
from holidays import country_holidays

METROPOLITAN: Final = "none"
NO_HOLIDAYS: Final = ""
REGIONS = (
    (METROPOLITAN, _("Metropolitan France")),
    ("6AE", _("Alsace (Bas-Rhin, Haut-Rhin)")),
    ("57", _("Moselle")),
    ("971", "Guadeloupe"),
    ("972", "Martinique"),
    ("973", "Guyane"),
    ("974", "La Réunion"),
    ("976", "Mayotte"),
    ("BL", "Saint-Barthélemy"),
    ("MF", "Saint-Martin"),
    ("PM", "Saint-Pierre-et-Miquelon"),
    ("NC", "Nouvelle-Calédonie"),
    ("PF", "Polynésie française"),
    ("WF", "Wallis-et-Futuna"),
    (NO_HOLIDAYS, _("No public holidays")),
)
SPOKEN = {"fr": "fr", "en": "en_US"}


@lru_cache(maxsize=256)
def holiday_names(region: str, year: int, language: str = "fr") -> dict[date, str]:
    """The holidays of a year with their names, in order. Two that fall on one day are one, with both names."""
    if region == NO_HOLIDAYS:
        return {}
    subdivision = None if region == METROPOLITAN else region
    found = country_holidays("FR", subdiv=subdivision, years=year, language=SPOKEN[language])
    return dict(sorted(found.items()))


def names(region: str, year: int) -> list[str]:
    """Each holiday by its French name, by which a house says that it works that day."""
    return list(dict.fromkeys(holiday_names(region, year).values()))
