"""Marks from 0 to 10, counted: the usual figures of satisfaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from entregent.dashboards.table import half_up

HIGHEST = 10
LOW, HIGH = range(7), range(9, 11)  # what the net score takes away, and what it adds


@dataclass(frozen=True)
class Marks:
    """counts: how often each mark was given."""

    counts: Mapping[int, int]

    @classmethod
    def together(cls, every: Iterable[Self]) -> Self:
        summed = dict.fromkeys(range(HIGHEST + 1), 0)
        for one in every:
            for mark, count in one.counts.items():
                summed[mark] += count
        return cls(summed)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def mean(self) -> Decimal | None:
        """To one decimal, halves up."""
        if not self.total:
            return None
        whole = Decimal(sum(mark * count for mark, count in self.counts.items()))
        return (whole / self.total).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def net(self) -> int | None:
        """Share of 9 and 10 less share of 0 to 6, in points from -100 to 100.

        It asks how satisfied people are, and not whether they would recommend: it is no « NPS », and is not called so.
        """
        if not self.total:
            return None
        high, low = (sum(self.counts.get(mark, 0) for mark in marks) for marks in (HIGH, LOW))
        return half_up(Decimal(100 * (high - low)) / self.total)
