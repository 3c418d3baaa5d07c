"""The lines of a table of statistics: one for each month, or for each person, customer, contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entregent.dashboards.period import Period
from entregent.dashboards.selection import Dimension, Key, Selection
from entregent.dashboards.table import Line
from entregent.exports.export import Value
from entregent.people.viewer import Viewer

MOST = 40  # lines: a page is read, and the others are one choice away
Values = Mapping[str, Value]


def lines(
    selection: Selection,
    viewer: Viewer,
    activity: Mapping[Key, int],
    values: Callable[[Sequence[Key]], Values],
    lists: Callable[[date], Mapping[str, str]],
) -> list[Line]:
    """activity: of each group, by which the busiest come first. values: of one group; of several, what can be summed.

    lists: of a month, the lists that its figures count, by column.
    """
    if selection.by is None:
        return [_month(selection, one, values([place]), lists) for place, one in enumerate(selection.period.months)]
    return _lines_by_name(selection, selection.by, viewer, activity, values)


def _month(
    selection: Selection, month: date, values: Values, lists: Callable[[date], Mapping[str, str]]
) -> Line:  # fmt: skip
    closer = replace(selection, period=Period(month, month)).address
    name, short = date_format(month, "F Y"), date_format(month, "N")
    return Line(name, values, short, closer, {} if selection.chosen else lists(month))


def _lines_by_name(
    selection: Selection, by: Dimension, viewer: Viewer, activity: Mapping[Key, int],
    values: Callable[[Sequence[Key]], Values],
) -> list[Line]:  # fmt: skip
    names = {row.pk: str(row) for row in by.rows(viewer).filter(pk__in=[key for key in activity if key])}
    order = sorted(activity, key=lambda key: (-activity[key], names.get(key, "")))
    shown = [_one(selection, by, key, names.get(key, _("Nobody")), values([key])) for key in order[:MOST]]
    rest = order[MOST:]
    return [*shown, *([Line(_others(len(rest)), values(rest))] if rest else [])]


def _others(count: int) -> str:
    return ngettext("%(count)s other", "%(count)s others", count) % {"count": count}


def _one(selection: Selection, by: Dimension, key: Key, name: str, values: Values) -> Line:
    return Line(name, values, url=selection.narrowed(by, key).address if isinstance(key, int) else "")
