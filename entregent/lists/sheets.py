"""A list on paper and in sheets: exactly the rows that its address finds, in the columns that are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from entregent.core.counting import capped
from entregent.exports import answer as exports
from entregent.exports.export import Export
from entregent.exports.reader import Reader
from entregent.exports.separated import separated
from entregent.exports.workbook import write_workbook
from entregent.lists.opened import EXTRA
from entregent.people.viewer import who_looks

if TYPE_CHECKING:
    from entregent.lists.models import Run
    from entregent.lists.page import ListPage

AT_ONCE = 2_000  # rows; beyond, a job writes the file
BATCH = 500
KINDS = {"csv": exports.CSV, "xlsx": exports.XLSX, "impression": exports.PRINT}


def answer(request: HttpRequest, page: ListPage, kind: str) -> HttpResponseBase:
    """The file at once when it is short, else the page where one sees it being written."""
    from entregent.lists.running import start  # noqa: PLC0415 (it writes files too)

    if kind not in KINDS:
        raise Http404
    if kind != "impression" and capped(page.narrowed(), AT_ONCE) > AT_ONCE:
        said = {"columns": [field.key for field in page.chosen], "of": page.of}
        run = start(page, kind, [], said, by=who_looks(request))
        return redirect("run", run.uuid)
    return exports.answer(export_of(page), KINDS[kind], request)


def export_of(page: ListPage, passed: Any = None) -> Export:
    """passed: called with the number of rows written so far."""
    opened = page.open()
    headings = [str(field.label) for field in page.chosen]
    return Export(str(page.heading), headings, _rows(page, passed), ", ".join(chip.text for chip in opened.chips))


def write(run: Run, page: ListPage) -> None:
    """The file of a run, with its progress."""
    from entregent.lists.layout import Layout  # noqa: PLC0415

    page.layout = Layout(tuple(run.said["columns"]))
    run.total = page.narrowed().count()
    run.path.parent.mkdir(parents=True, exist_ok=True)

    def passed(count: int) -> None:
        run.done = count
        run.save(update_fields=["done", "total"])

    with run.path.open("wb") as file:
        export, reader = export_of(page, passed), Reader.at_hand()
        if run.act == "xlsx":
            write_workbook(export, reader, file)
        else:
            file.writelines(separated(export, reader))
    run.done = run.total


def _rows(page: ListPage, passed: Any) -> Iterator[Sequence[Any]]:
    opened, fields, count = page.open(), page.chosen, 0
    keys = iter(page.narrowed().order_by(*page.ordering()).values_list("pk", flat=True).iterator(chunk_size=BATCH))
    while batch := list(islice(keys, BATCH)):
        for values in opened.values(batch):
            yield [field.plain(value) for field, value in zip(fields, values[EXTRA:], strict=False)]
        count += len(batch)
        if passed:
            passed(count)
