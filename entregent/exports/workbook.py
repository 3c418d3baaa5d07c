"""The workbook (XLSX): typed cells, no formula ever, memory that does not grow with the rows."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from entregent.core import clock
from entregent.exports.export import Export, Value
from entregent.exports.reader import Reader
from entregent.exports.text import clip, legible
from entregent.people.errors import Refused

MOST_ROWS = 1_048_575  # one more with the headings
MOST_TEXT = 32_767
MOST_NAME = 31
EXACT = 15  # the digits of a number that a spreadsheet keeps
FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count a 29 February that never was
DAY, MOMENT, LENGTH, HEADING = "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "[h]:mm", "heading"
NARROWEST, WIDEST, MEASURED = 8, 60, 200


class PlainSheet(Worksheet):  # type: ignore[misc]
    """A text that begins with <r> and ends with </r> would go into the file as markup, unescaped."""

    def _xml_rich_inline_string(self, string: str, attributes: Any = ()) -> None:
        self._xml_inline_string(string, True, attributes)


class Sheet:
    """The sheet of the rows, while it is written."""

    def __init__(self, book: Workbook, export: Export, reader: Reader) -> None:
        self.book, self.export, self.reader = book, export, reader
        self.page = book.add_worksheet(sheet_name(export.title), worksheet_class=PlainSheet)
        self.formats: dict[str, Format] = {HEADING: book.add_format({"bold": True, "bottom": 1})}
        self.widths = [NARROWEST for _heading in export.headings]
        self.row = self.cut = 0

    def write(self) -> None:
        self.write_row(list(self.export.headings), HEADING)
        for row in self.export.rows:
            if self.row > MOST_ROWS:
                raise Refused(_("A sheet holds 1,048,575 rows: filter the list, or take the CSV file."))
            self.write_row(row)
        last = max(len(self.widths) - 1, 0)
        self.page.freeze_panes(1, 0)
        self.page.autofilter(0, 0, max(self.row - 1, 0), last)
        for column, width in enumerate(self.widths):
            self.page.set_column(column, column, width)

    def write_row(self, row: Any, style: str = "") -> None:
        for column, value in enumerate(row):
            self.write_cell(column, value, style)
        if self.row < MEASURED:
            self.measure(row)
        self.row += 1

    def write_cell(self, column: int, value: Value, style: str) -> None:
        match value:
            case None:
                return
            case bool():
                self.write_text(column, self.reader.words(value), style)
            case int() | float() | Decimal() if is_exact(value):
                self.page.write_number(self.row, column, value, self.format(places(value)))
            case datetime() if value.date() > FIRST_DAY:
                local = self.reader.local(value).replace(tzinfo=None)
                self.page.write_datetime(self.row, column, local, self.format(MOMENT))
            case date() if not isinstance(value, datetime) and value >= FIRST_DAY:
                self.page.write_datetime(self.row, column, value, self.format(DAY))
            case timedelta() if value >= timedelta():
                self.page.write_datetime(self.row, column, value, self.format(LENGTH))
            case _:
                self.write_text(column, self.reader.words(value), style)

    def write_text(self, column: int, text: str, style: str) -> None:
        whole = legible(text.replace("\r\n", "\n").replace("\r", "\n"))
        kept = clip(whole, MOST_TEXT)
        self.cut += kept != whole
        if kept:
            self.page.write_string(self.row, column, kept, self.format(style))

    def format(self, code: str) -> Format | None:
        """One format for each code: a workbook holds a few thousand at most."""
        if code and code not in self.formats:
            self.formats[code] = self.book.add_format({"num_format": code})
        return self.formats.get(code)

    def measure(self, row: Any) -> None:
        """By the first rows: the later ones are not waited for."""
        for column, value in enumerate(row[: len(self.widths)]):
            words = self.reader.words(value)
            longest = max(map(len, words.splitlines()), default=0)
            self.widths[column] = min(max(self.widths[column], longest + 3), WIDEST)


def write_workbook(export: Export, reader: Reader, file: IO[bytes]) -> None:
    """Writes the rows, then a sheet about them. Raises Refused when there are more rows than a sheet holds."""
    book = Workbook(file, {"constant_memory": True})
    try:
        sheet = Sheet(book, export, reader)
        sheet.write()
        write_about_sheet(book, sheet)
    except BaseException:
        discard(book)
        raise
    book.close()


def write_about_sheet(book: Workbook, sheet: Sheet) -> None:
    """What a reader asks a year later: which rows these are, of when, and whether all is there."""
    page = book.add_worksheet(another_name(sheet.page.name), worksheet_class=PlainSheet)
    facts = [
        (_("Title"), sheet.export.title), (_("Filter"), sheet.export.sentence or _("None: every row")),
        (_("Date"), sheet.reader.words(clock.now())), (_("Rows"), sheet.reader.words(sheet.row - 1)),
        (_("Texts cut after 32,767 characters"), sheet.reader.words(sheet.cut)),
    ]  # fmt: skip
    for row, (label, value) in enumerate(facts):
        page.write_string(row, 0, label, sheet.format(HEADING))
        page.write_string(row, 1, clip(legible(value), MOST_TEXT))
    page.set_column(0, 0, 34)
    page.set_column(1, 1, WIDEST)


def discard(book: Workbook) -> None:
    """An unfinished workbook leaves nothing on the disk: closing it writes what there is, and deletes its drafts."""
    book.close()


def sheet_name(title: str) -> str:
    """At most 31 characters, without those that spreadsheets refuse, and no name that they keep for themselves."""
    plain = " ".join(re.sub(r"[\[\]:*?/\\]", " ", legible(title)).split())
    name = clip(plain, MOST_NAME).strip("' ")
    return name if name and name.lower() not in ("history", "historique") else _("List")


def another_name(name: str) -> str:
    about = _("About this file")
    return about if about.lower() != name.lower() else f"{about} (2)"


def is_exact(number: float | Decimal) -> bool:
    """Whether a spreadsheet keeps every digit; account numbers and the like are better kept as text."""
    exact = number if isinstance(number, Decimal) else Decimal(repr(number))
    if not exact.is_finite():
        return False
    return isinstance(number, float) or (len(exact.as_tuple().digits) <= EXACT and abs(exact.adjusted()) <= EXACT)


def places(number: float | Decimal) -> str:
    """Amounts keep their two places, also when they are round."""
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    count = -exponent if isinstance(exponent, int) else 0
    return f"0.{'0' * count}" if count > 0 else ""
