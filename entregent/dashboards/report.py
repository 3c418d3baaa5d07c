"""A page of statistics: what is chosen, what may be, its tables and drawings; and its tables as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entregent.dashboards.chart import last_months
from entregent.dashboards.period import FIRST, LAST, LONGEST, Period
from entregent.dashboards.plot import Plot
from entregent.dashboards.selection import BY, MONTHLY, Dimension, Selection
from entregent.dashboards.table import Column, Table
from entregent.exports import answer as exports
from entregent.people.viewer import Viewer

FORMAT, TABLE = "format", "tableau"
Option = tuple[str, str, bool]  # value, words, chosen


@dataclass(frozen=True)
class Choice:
    name: str
    label: str
    options: Sequence[Option]


@dataclass(frozen=True)
class Report:
    """tables: the first one holds every figure. withheld: why nothing is told of the answers, if so."""

    viewer: Viewer
    selection: Selection
    dimensions: Sequence[Dimension]
    today: date
    tables: Sequence[Table]
    plots: Sequence[Plot] = ()
    marks: Sequence[Plot] = ()
    withheld: Any = None

    @property
    def whole(self) -> Table:
        return self.tables[0]

    @property
    def comments(self) -> Table:
        return self.tables[-1]

    @property
    def sentence(self) -> str:
        return ", ".join(self.selection.words(self.viewer))

    @property
    def key_figures(self) -> list[tuple[Column, Any]]:
        """The total, column by column."""
        total = replace(self.whole, lines=[])
        return [
            (column, cell) for _line, cells in total.rows for column, cell in zip(total.columns, cells, strict=True)
        ]

    @property
    def choices(self) -> list[Choice]:
        return [*self._months(), *map(self._among, self.dimensions), self._by()]

    @property
    def spans(self) -> list[Option]:
        """Periods that people name: address, words, whether it is the one shown."""
        year, present = self.today.year, self.today.replace(day=1)
        named = [
            (_("Last 12 months"), Period(last_months(present)[0], present)),
            (_("This year"), Period(date(year, 1, 1), present)),
            (_("Last year"), Period(date(year - 1, 1, 1), date(year - 1, 12, 1))),
        ]
        return [(replace(self.selection, period=one).address, words, one == self.selection.period)
                for words, one in named]  # fmt: skip

    def table(self, slug: str) -> Table:
        """Raises Http404 when there is none of that name."""
        found = next((one for one in self.tables if one.slug == slug), None) if slug else self.whole
        if found is None:
            raise Http404
        return found

    def _months(self) -> list[Choice]:
        period, offered = self.selection.period, last_months(self.today, 2 * LONGEST)[::-1]
        bounds = ((FIRST, _("From the month of"), period.first), (LAST, _("To the month of"), period.last))
        return [
            Choice(name, label, [(f"{one:%Y-%m}", date_format(one, "F Y"), one == bound)
                                 for one in (*offered, *([] if bound in offered else [bound]))])
            for name, label, bound in bounds
        ]  # fmt: skip

    def _among(self, dimension: Dimension) -> Choice:
        key = self.selection.chosen.get(dimension)
        options = [(str(row.pk), str(row), row.pk == key) for row in dimension.rows(self.viewer)]
        return Choice(dimension.slug, str(dimension.label), [("", _("All"), key is None), *options])

    def _by(self) -> Choice:
        by = self.selection.by
        options = [(one.slug, str(one.label), one == by) for one in self.dimensions]
        return Choice(BY, _("Figures by"), [(MONTHLY, _("Month"), by is None), *options])


def answer_report(request: HttpRequest, report: Report, template: str) -> HttpResponseBase:
    """The page, or one of its tables as a file. Raises Http404 for a table or a kind of file that is not."""
    if kind := request.GET.get(FORMAT, ""):
        return exports.export_response(report.table(request.GET.get(TABLE, "")).export(report.sentence), kind, request)
    return render(request, template, {"report": report})
