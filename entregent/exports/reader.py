"""For whom a file is written: their language, their time, and how they read dates and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import TypeVar

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from entregent.exports.export import Value

T = TypeVar("T")
DAY, MOMENT = "%d/%m/%Y", "%d/%m/%Y %H:%M"


@dataclass(frozen=True)
class Reader:
    language: str
    zone: tzinfo

    @classmethod
    def at_hand(cls) -> Reader:
        """Whoever asks now."""
        return cls(translation.get_language() or "fr", timezone.get_current_timezone())

    @property
    def writes_commas(self) -> bool:
        """Whether 1284,5 is a number to them; their spreadsheets then part columns by semicolons."""
        return self.language.startswith("fr")

    @contextmanager
    def served(self) -> Iterator[None]:
        with translation.override(self.language), timezone.override(self.zone):
            yield

    def pieces(self, pieces: Iterator[T]) -> Iterator[T]:
        """The same pieces, each made in the reader's language and time.

        A streamed answer is written after the middleware has put both back.
        """
        end = object()
        while True:
            with self.served():
                piece = next(pieces, end)
            if piece is end:
                return
            yield piece  # type: ignore[misc]

    def words(self, value: Value, text: Callable[[str], str] = str) -> str:
        """The value as it is read. What was text passes through `text`; numbers and dates need no such care."""
        match value:
            case bool():
                return _("Yes") if value else _("No")
            case int() | float() | Decimal():
                return self.number(value)
            case date():
                return self.day(value)
            case timedelta():
                return hours(value)
            case _:
                return text("" if value is None else str(value))

    def day(self, value: date) -> str:
        return self.local(value).strftime(MOMENT) if isinstance(value, datetime) else value.strftime(DAY)

    def number(self, value: float | Decimal) -> str:
        """In full, without groups: a spreadsheet takes it for a number."""
        exact = value if isinstance(value, Decimal) else Decimal(repr(value))
        written = format(exact, "f")
        return written.replace(".", ",") if self.writes_commas else written

    def local(self, moment: datetime) -> datetime:
        """In the reader's zone. Raises ValueError for a moment without one."""
        return timezone.localtime(moment, self.zone)


def hours(length: timedelta) -> str:
    """26:05; seconds are dropped."""
    minutes = abs(length) // timedelta(minutes=1)
    sign = "-" if length < timedelta() and minutes else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02}"
