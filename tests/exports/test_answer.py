import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from openpyxl import load_workbook

from entregent.core import clock
from entregent.core.disposition import disposition
from entregent.exports import printed
from entregent.exports.answer import export_response
from entregent.exports.export import Export
from entregent.exports.naming import file_name
from entregent.people.viewer import Viewer
from tests.exports.test_separated import ANYTHING

TITLE = "Demandes à traiter"
DAY = "2026-11-22"


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    from datetime import UTC, datetime

    with translation.override("fr"), clock.at(datetime(2026, 11, 22, 8, 15, tzinfo=UTC)):
        yield


def asked(kind: str, rows: Any = (("a", 1), ("b", 2)), sentence: str = "") -> Any:
    request = RequestFactory().get("/")
    request.viewer = Viewer.public()  # type: ignore[attr-defined]
    return export_response(Export(TITLE, ["Objet", "Nombre"], rows, sentence), kind, request)


@pytest.mark.parametrize(("kind", "type_"), [("csv", "text/csv"), ("xlsx", "application/vnd.openxmlformats")])
def test_a_file_is_sent_as_a_file(kind: str, type_: str):
    response = asked(kind)
    assert response.headers["Content-Type"].startswith(type_)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="Demandes a traiter {DAY}.{kind}"; '
        f"filename*=UTF-8''Demandes%20%C3%A0%20traiter%20{DAY}.{kind}"
    )


def test_csv_holds_the_rows():
    text = b"".join(asked("csv")).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == [["Objet", "Nombre"], ["a", "1"], ["b", "2"]]


def test_a_workbook_holds_the_rows():
    response = asked("xlsx")
    page = load_workbook(io.BytesIO(b"".join(response))).worksheets[0]
    assert [[cell.value for cell in row] for row in page.rows] == [["Objet", "Nombre"], ["a", 1], ["b", 2]]
    assert page.title == TITLE


def test_csv_asks_for_no_row_before_it_is_sent():
    def rows() -> Iterator[tuple[str, int]]:
        raise ZeroDivisionError
        yield

    response = asked("csv", rows())
    with pytest.raises(ZeroDivisionError):
        b"".join(response)


def test_another_kind_does_not_exist():
    with pytest.raises(Http404):
        asked("exe")


@pytest.mark.django_db
def test_the_page_to_print_says_what_it_shows():
    page = asked("print", [("<b>a</b>", -1), ("b\nc", 2)], "Produit : Orpaie").content.decode()
    assert "<h1>Demandes à traiter</h1>" in page
    assert "Produit : Orpaie" in page
    assert "2 lignes" in page
    assert "22 nov. 2026" in page
    assert "&lt;b&gt;a&lt;/b&gt;" in page
    assert '<td class="is-number">-1</td>' in page
    assert "b<br>c" in page


@pytest.mark.django_db
def test_a_very_long_list_is_printed_in_part_and_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(printed, "MOST_PRINTED", 3)
    assert "premières" not in asked("print", [("a", n) for n in range(3)]).content.decode()
    page = asked("print", (("a", n) for n in range(4))).content.decode()
    assert page.count("<td>a</td>") == 3
    assert "Les 3 premières lignes" in page


@pytest.mark.parametrize(
    ("title", "name", "bare"),
    [
        ("Cœur d’œuvre", "Cœur d’œuvre", "Coeur d'oeuvre"),
        ('a/b\\c:d*e?f"g<h>i|j;k', "a b c d e f g h i j k", "a b c d e f g h i j k"),
        ("../../etc/passwd", "etc passwd", "etc passwd"),
        ("facture\u202efdp.exe", "facture fdp.exe", "facture fdp.exe"),
        ("日本", "日本", ""),
        ("a\r\nSet-Cookie: x=1", "a Set-Cookie x=1", "a Set-Cookie x=1"),
        ("", "", ""),
    ],
)
def test_names_of_files(title: str, name: str, bare: str):
    whole = file_name(title, "csv")
    assert whole == f"{name} {DAY}.csv".lstrip()
    assert f'filename="{f"{bare} {DAY}.csv".lstrip()}"' in disposition(whole)


@given(ANYTHING)
def test_any_title_makes_a_header_of_one_line(title: str):
    header = disposition(file_name(title, "csv"))
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert len(file_name(title, "csv")) <= 100 + len(" 2026-11-22.csv")
