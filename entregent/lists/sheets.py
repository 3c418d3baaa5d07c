"""A list on paper and in sheets: exactly the rows that its address finds, in the columns that are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponseBase

from entregent.core.counting import capped_count
from entregent.exports import answer as exports
from entregent.exports.export import Export
from entregent.lists.opened import EXTRA, OpenedList

if TYPE_CHECKING:
    from entregent.lists.page import ListPage

Passed = Callable[[int, int], None]
Later = Callable[[HttpRequest, "ListPage", str], HttpResponseBase]
AT_ONCE = 2_000  # rows; beyond, a job writes the file
BATCH = 500
KINDS = {"csv": exports.CSV, "xlsx": exports.XLSX, "impression": exports.PRINT}
_later: Later | None = None


def when_long(later: Later) -> None:
    """later: answers for a file that is too long to be written while its reader waits."""
    global _later  # noqa: PLW0603
    _later = later


def answer_sheet(request: HttpRequest, page: ListPage, kind: str) -> HttpResponseBase:
    """The file at once when it is short, else the page where one sees it being written."""
    if kind not in KINDS:
        raise Http404
    if kind != "impression" and capped_count(page.narrowed(), AT_ONCE) > AT_ONCE:
        assert _later is not None
        return _later(request, page, kind)
    return exports.export_response(export_of(page), KINDS[kind], request)


def export_of(page: ListPage, passed: Passed | None = None) -> Export:
    """passed: called with the rows written so far, and how many there are."""
    opened = page.open()
    headings = [str(field.label) for field in page.chosen]
    return Export(str(page.heading), headings, _rows(opened, passed), ", ".join(chip.text for chip in opened.chips))


def _rows(opened: OpenedList, passed: Passed | None) -> Iterator[Sequence[Any]]:
    page, count = opened.page, 0
    total = opened.found.count() if passed else 0
    keys = iter(opened.found.order_by(*page.ordering()).values_list("pk", flat=True).iterator(chunk_size=BATCH))
    while batch := list(islice(keys, BATCH)):
        for values in opened.values(batch):
            yield [field.plain(value) for field, value in zip(page.chosen, values[EXTRA:], strict=False)]
        count += len(batch)
        if passed:
            passed(count, total)
