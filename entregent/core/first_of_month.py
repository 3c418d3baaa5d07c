"""« 1er janvier »: French says the first of a month as an ordinal, and the other days as plain numbers.

Django's formats know English ordinals alone, so its « j » is taught here, once, for every date on screen and by mail.
"""

from __future__ import annotations

from django.utils.dateformat import DateFormat
from django.utils.translation import get_language

FIRST = "1er"
PLAIN = DateFormat.j


def day(self: DateFormat) -> int | str:
    """Day of the month without a leading zero, as the reader's language says it."""
    number: int = PLAIN(self)
    return FIRST if number == 1 and (get_language() or "").startswith("fr") else number


def teach() -> None:
    """Called once, when the application starts."""
    DateFormat.j = day  # type: ignore[method-assign, assignment]
