"""The order of version labels: 7.9 comes before 7.10, and 8.0-rc1 before 8.0."""

from __future__ import annotations

import re
from itertools import dropwhile

from entregent.core.folding import fold

PART = re.compile(r"[0-9]+|[a-z]+")
EARLY = ("dev", "alpha", "beta", "pre", "preview", "rc")  # what comes before the version that it announces
_EARLY, _END, _WORD, _NUMBER = range(4)

Rank = tuple[tuple[int, int, str], ...]


def rank(label: str) -> Rank:
    """A key to sort by. What stands before the first figure counts for nothing: « v7.2 » is « 7.2 »."""
    parts = PART.findall(fold(label))
    counted = list(dropwhile(str.isalpha, parts)) or parts
    return (*map(_rank_of_part, counted), (_END, 0, ""))


def _rank_of_part(part: str) -> tuple[int, int, str]:
    if part.isdigit():
        return _NUMBER, int(part), ""
    return (_EARLY, EARLY.index(part), "") if part in EARLY else (_WORD, 0, part)
