"""What is exported: a title, headings, rows of plain values, and the filter in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.functional import Promise

# A datetime is a date, a bool is an int: whoever asks for the kind of a value asks for these first.
Value = str | Promise | int | float | Decimal | date | timedelta | None


@dataclass(frozen=True)
class Export:
    """`rows` is gone through once, as the file is written, and never held as a whole.

    Datetimes are aware. `sentence` tells what the rows were chosen by (« Demandes à traiter, produit Orpaie »).
    """

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Value]]
    sentence: str = ""
