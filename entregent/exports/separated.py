"""Text with separators (CSV), as the spreadsheets of the reader's country open it."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from entregent.exports.export import Export, Value
from entregent.exports.reader import Reader
from entregent.exports.text import harmless, legible

BATCH = 500


def csv_pieces(export: Export, reader: Reader) -> Iterator[bytes]:
    """The file in pieces of a few hundred rows. French spreadsheets want semicolons; all want the mark of UTF-8."""
    yield BOM_UTF8
    rows = chain([export.headings], export.rows)
    while batch := list(islice(rows, BATCH)):
        yield _piece(batch, reader).encode()


def _piece(rows: list[Sequence[Value]], reader: Reader) -> str:
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=";" if reader.writes_commas else ",", lineterminator="\r\n")
    writer.writerows([reader.words(value, _text) for value in row] for row in rows)
    return page.getvalue()


def _text(text: str) -> str:
    return harmless(legible(text))
