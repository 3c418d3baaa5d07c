import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape

from entregent.exports import workbook
from entregent.exports.export import Export
from entregent.exports.text import legible
from entregent.exports.workbook import sheet_name, write_workbook
from entregent.people.errors import Refused
from tests.exports.test_separated import ANYTHING, FRENCH


def written(export: Export) -> io.BytesIO:
    file = io.BytesIO()
    with FRENCH.served():
        write_workbook(export, FRENCH, file)
    file.seek(0)
    return file


def opened(*rows: list[Any], title: str = "Demandes") -> Workbook:
    return load_workbook(written(Export(title, [f"H{n}" for n in range(len(rows[0]))], rows)))


def cell(value: Any) -> Any:
    return opened([value]).worksheets[0]["A2"]


def lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=60, deadline=None)
@given(st.lists(ANYTHING, min_size=1, max_size=30))
@example(
    ["<r>=1</r>", "<r><t>a</t></r>", "_x0041_", "=1+1", "{=1}", "https://x.example", "12", "#N/A", " a ", "a\x0bb"]
)
def test_any_text_comes_back_as_text(texts: list[str]):
    page = opened(*([text] for text in texts)).worksheets[0]
    found = [page.cell(row + 2, 1) for row in range(len(texts))]
    assert [unescape(row.value or "") for row in found] == [lines(legible(text)) for text in texts]
    assert {row.data_type for row in found if row.value is not None} <= {"s"}


def test_the_file_itself_holds_no_formula_and_no_markup_of_its_writers():
    """Not through a library that may mend it: the bytes."""
    file = written(Export("Liste", ["=A1"], [["=1+1"], ["<r><t>a</t></r><c><f>1</f></c>"], ["<r>&</r>"]]))
    sheet = zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "&lt;r&gt;&amp;&lt;/r&gt;" in sheet


@pytest.mark.parametrize(
    ("value", "found", "shape"),
    [
        (12, 12, "General"),
        (-12.5, -12.5, "General"),
        (Decimal("1284.50"), 1284.5, "0.00"),
        (date(2026, 11, 22), datetime(2026, 11, 22), "dd/mm/yyyy"),  # noqa: DTZ001
        (datetime(2026, 11, 22, 8, 15, tzinfo=UTC), datetime(2026, 11, 22, 9, 15), "dd/mm/yyyy hh:mm"),  # noqa: DTZ001
        (timedelta(hours=26, minutes=5), timedelta(hours=26, minutes=5), "[h]:mm"),
        (True, "Oui", "General"),
        (None, None, "General"),
        # What a spreadsheet would spoil stays text.
        (1234567890123456789, "1234567890123456789", "General"),
        (Decimal("0.12345678901234567890"), "0,12345678901234567890", "General"),
        (float("nan"), "NaN", "General"),
        (date(1899, 12, 31), "31/12/1899", "General"),
        (timedelta(minutes=-90), "-1:30", "General"),
    ],
)
def test_cells_are_of_the_kind_of_their_value(value: Any, found: Any, shape: str):
    shown = cell(value)
    assert (shown.value, shown.number_format) == (found, shape)


def test_the_headings_stay_in_sight_and_filter_their_columns():
    page = opened(["a", "b" * 90, 1], ["a", "b", 2]).worksheets[0]
    assert [head.value for head in page[1]] == ["H0", "H1", "H2"]
    assert all(head.font.bold for head in page[1])
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:C3"
    widths = [page.column_dimensions[letter].width for letter in "ABC"]
    assert widths[0] < 10 < widths[1] < 65


def test_an_empty_list_makes_a_sound_file():
    page = load_workbook(written(Export("Liste", ["A", "B"], []))).worksheets[0]
    assert [[head.value for head in row] for row in page.rows] == [["A", "B"]]


def test_too_long_a_text_is_cut_and_counted():
    book = opened(["x" * 32_767], ["y" * 32_768], ["😀" * 20_000])
    found = [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)]
    assert found[0] == "x" * 32_767
    assert found[1] == "y" * 32_766 + "…"
    assert found[2] == "😀" * 16_383 + "…"
    assert book.worksheets[1]["B5"].value == "2"


def test_a_second_sheet_tells_which_rows_these_are():
    export = Export("Demandes", ["A"], [["a"], ["b"]], sentence="=Produit : Orpaie")
    book = load_workbook(written(export))
    about = {label.value: value.value for label, value in book.worksheets[1].rows}
    assert about["Filtre"] == "=Produit : Orpaie"
    assert about["Lignes"] == "2"
    assert book.worksheets[1]["B2"].data_type == "s"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Demandes [2026]: à traiter? * \\ /", "Demandes 2026 à traiter"),
        ("'Été'", "Été"),
        ("x" * 40, "x" * 30 + "…"),
        ("😀" * 20, "😀" * 15 + "…"),
        ("x" * 30 + "'y", "x" * 30 + "…"),
        ("  ", "Liste"),
        ("\x00/", "Liste"),
        ("History", "Liste"),
        ("À propos de ce fichier", "À propos de ce fichier"),
        ("LISTE", "LISTE"),
    ],
)
def test_a_sheet_bears_a_name_that_every_spreadsheet_takes(title: str, name: str):
    with translation.override("fr"):
        assert sheet_name(title) == name
    assert opened(["a"], title=title).sheetnames[0] == name


@settings(max_examples=60, deadline=None)
@given(ANYTHING)
def test_any_title_makes_a_sheet(title: str):
    assert opened(["a"], title=title).worksheets[0]["A2"].value == "a"


def test_more_rows_than_a_sheet_holds_are_refused_in_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    assert opened(*[[n] for n in range(3)]).worksheets[0].max_row == 4
    with pytest.raises(Refused) as refusal:
        opened(*[[n] for n in range(4)])
    assert re.search(r"1.048.575", str(refusal.value.message))


def test_a_broken_row_leaves_no_draft_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def rows() -> Iterator[list[str]]:
        yield ["a"]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        written(Export("Liste", ["A"], rows()))
    assert list(tmp_path.iterdir()) == []
    written(Export("Liste", ["A"], [["a"]]))
    assert list(tmp_path.iterdir()) == []


def test_rows_are_not_held_in_memory():
    """Rows go to the disk one by one: when the next is asked for, the one before is written."""
    from xlsxwriter.worksheet import Worksheet

    held: list[int] = []
    sheets: list[Worksheet] = []
    monkey = workbook.PlainSheet.__init__

    def remember(self: Worksheet) -> None:
        monkey(self)
        sheets.append(self)

    def rows() -> Iterator[list[int]]:
        for number in range(1_000):
            held.append(len(sheets[0].table))
            yield [number]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook.PlainSheet, "__init__", remember)
        written(Export("Liste", ["A"], rows()))
    assert max(held) <= 1
