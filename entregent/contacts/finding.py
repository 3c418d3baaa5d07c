"""What is typed to find somebody: pieces of names, a number in any form, a date of birth."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from entregent.contacts.telephones import telephone_key, telephone_search_words
from entregent.core.searching import rows_with_words

_DAY = re.compile(r"\b(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\b")
_NUMBER = re.compile(r"(?:\+|\b0)[\d\s\u00a0\u202f.\-/()]*\d")


def contacts_like(rows: Any, text: str) -> Any:
    """Those of the rows that hold each word typed: « dup 1975 », « 06.12.34 », « 12/03/1975 »."""
    return rows_with_words(rows, search_words(text))


def search_words(text: str) -> str:
    """The same with numbers and dates written as the search column has them."""
    return _NUMBER.sub(_number, _DAY.sub(_day, text))


def birth_words(born: date | None) -> list[str]:
    return [f"{born:%d%m%Y}", f"{born:%Y}"] if born else []


def _day(found: re.Match[str]) -> str:
    day, month, year = found.groups()
    return f"{int(day):02}{int(month):02}{year}"


def _number(found: re.Match[str]) -> str:
    """A whole number by its key; its beginning by its figures. A date that was written out stays as it is."""
    typed = found.group()
    key = telephone_key(typed)
    words = telephone_search_words(typed) if key.startswith("+") else []
    return words[0] if words else "".join(sign for sign in typed if sign.isdigit())
