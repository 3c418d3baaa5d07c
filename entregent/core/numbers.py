"""Numbers that come from outside: as long as people write them, and no longer.

« 1e400000000 » is eleven signs, and gigabytes once it is written out.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

MOST_SIGNS: Final = 40
MOST_FIGURES: Final = 20  # before the decimal point, or of zeros after it
MOST_KEY: Final = 2**63 - 1  # a key of a row: databases refuse to look for more


def read_decimal(text: str) -> Decimal:
    """« 1 284,5 » as people write it. Raises ValueError for what is no number, or one of no use to anybody."""
    typed = "".join(text.split()).replace(",", ".")
    if len(typed) > MOST_SIGNS:
        raise ValueError("too long")
    try:
        number = Decimal(typed)
    except InvalidOperation:
        raise ValueError("no number") from None
    if not number.is_finite() or abs(number.adjusted()) > MOST_FIGURES:
        raise ValueError("out of bounds")
    return number
