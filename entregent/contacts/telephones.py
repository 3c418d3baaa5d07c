"""Telephone numbers in any form: one key to compare them by, one way to show them, one way to dial them."""

from __future__ import annotations

import re
from typing import Final

ABROAD, FRANCE = "00", "+33"
FEWEST: Final = 4
MOST: Final = 15  # figures of a number, by ITU-T E.164
_SIGNS = re.compile(r"[\s\u00a0\u202f.\-/()]+")


def telephone_key(text: str) -> str:
    """« 06.12.34.56.78 », « 0033 6 12… » and « +33 (0)6 12… » are +33612345678; « » for what is no number."""
    bare = _SIGNS.sub("", text.replace("(0)", ""))
    plus, figures = bare.startswith("+"), bare.removeprefix("+")
    if not figures.isascii() or not figures.isdigit() or not FEWEST <= len(figures) <= MOST:
        return ""
    if plus:
        return f"+{figures}"
    if figures.startswith(ABROAD):
        return f"+{figures.removeprefix(ABROAD)}"
    return f"{FRANCE}{figures[1:]}" if len(figures) == 10 and figures.startswith("0") else figures


def telephone_words(text: str) -> str:
    """« 06 12 34 56 78 », « +41 22 345 67 89 » as it was typed where the country is another one."""
    key = telephone_key(text)
    national = _national(key)
    return " ".join(national[at : at + 2] for at in range(0, 10, 2)) if len(national) == 10 else " ".join(text.split())


def telephone_link(text: str) -> str:
    """« tel:+33612345678 »; nothing for what cannot be dialled."""
    key = telephone_key(text)
    return f"tel:{key}" if key else ""


def telephone_search_words(text: str) -> list[str]:
    """The words under which a number is found, from its beginning, with its country or without it."""
    key = telephone_key(text)
    return list(dict.fromkeys(filter(None, (_national(key), key.removeprefix("+")))))


def _national(key: str) -> str:
    return f"0{key.removeprefix(FRANCE)}" if key.startswith(FRANCE) and len(key) == 12 else ""
