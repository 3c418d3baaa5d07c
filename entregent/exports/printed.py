"""The page to print: the same rows as the file, on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from entregent.core import clock
from entregent.exports.export import Export, Value
from entregent.exports.reader import Reader
from entregent.exports.text import legible

MOST_PRINTED = 2_000  # some sixty sheets: beyond, a file is wanted


@dataclass(frozen=True)
class Cell:
    text: str
    is_number: bool


def print_page(request: HttpRequest, export: Export) -> HttpResponse:
    """A page of its own, without menu; the first rows only when there are very many, and it says so."""
    return render(request, "exports/print.html", paper(export, Reader.at_hand()))


def paper(export: Export, reader: Reader) -> dict[str, Any]:
    found = list(islice(iter(export.rows), MOST_PRINTED + 1))
    rows = [[Cell(reader.words(value, legible), is_number(value)) for value in row] for row in found[:MOST_PRINTED]]
    kinds = [is_number(value) for value in found[0]] if found else [False] * len(export.headings)
    headings = [Cell(str(heading), kind) for heading, kind in zip(export.headings, kinds, strict=True)]
    return {
        "export": export, "headings": headings, "rows": rows, "at": clock.now(),
        "is_cut": len(found) > MOST_PRINTED, "most": MOST_PRINTED,
    }  # fmt: skip


def is_number(value: Value) -> bool:
    return isinstance(value, int | float | Decimal | timedelta) and not isinstance(value, bool | date)
