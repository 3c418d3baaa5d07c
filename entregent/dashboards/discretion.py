"""Figures of a few people are not shown, nor left to be worked out from those of the others."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entregent.dashboards.selection import Selection
from entregent.exports.export import Value

Among = Callable[[Selection], Mapping[Hashable, int]]
K = TypeVar("K", bound=Hashable)
LEAST = 5
TOO_FEW = _("Too few answers")
ASIDE = _("Not shown")  # large enough, but a small group would be the total less the others


def withheld(counts: Mapping[K, int], least: int = LEAST) -> dict[K, Promise]:
    """Which groups of a whole, whose total is shown, must not be: each with what stands in its place.

    Small groups first; then the next smallest, until what is hidden is two groups and `least` answers together, so that
    the total less the visible groups tells of nobody. A group without answers has nothing to hide.
    """
    hidden: dict[K, Promise] = {key: TOO_FEW for key, count in counts.items() if 0 < count < least}
    larger = sorted((count, str(key), key) for key, count in counts.items() if count >= least)
    for _count, _name, key in larger:
        if not hidden or (len(hidden) > 1 and sum(counts[one] for one in hidden) >= least):
            break
        hidden[key] = ASIDE
    return hidden


def too_few(count: int, least: int = LEAST) -> Promise | None:
    """What stands in the place of a figure of so many answers, when it is not shown."""
    return TOO_FEW if 0 < count < least else None


@dataclass(frozen=True)
class Veil:
    """What stands in the place of figures that are not shown: those of groups, and those of the whole."""

    groups: Mapping[Hashable, Promise]
    whole: Promise | None = None

    @classmethod
    def over(
        cls, selection: Selection, counts: Mapping[Hashable, int], among: Among, *, of_staff: bool = False
    ) -> Veil:
        """counts: answers of each group. among: the same for other groups of the same rows.

        Where a person of the desk, a customer, a contract was chosen, its figures are shown if they would be among the
        others. of_staff: only figures of people of the desk are withheld.
        """
        if of_staff and not selection.is_about_staff:
            return cls({})
        chosen = ((one, key) for one, key in selection.chosen.items() if one.of_staff or not of_staff)
        reasons = (withheld(among(selection.beside(one))).get(key) for one, key in chosen)
        whole = next(filter(None, reasons), None) or too_few(sum(counts.values()))
        return cls({key: whole for key, count in counts.items() if count} if whole else withheld(counts), whole)

    def shown(self, key: Hashable, value: Value) -> Value:
        return self.groups.get(key, value)

    def shown_whole(self, value: Value) -> Value:
        return self.whole or value
