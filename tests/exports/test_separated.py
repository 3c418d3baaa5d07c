import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from hypothesis import example, given
from hypothesis import strategies as st

from entregent.exports.export import Export
from entregent.exports.reader import Reader
from entregent.exports.separated import csv_pieces
from entregent.exports.text import legible

FRENCH = Reader("fr", ZoneInfo("Europe/Paris"))
ENGLISH = Reader("en", ZoneInfo("Europe/London"))
# Any code point, those that no file can hold too.
ANYTHING = st.text(st.characters() | st.characters(categories=["Cs", "Cc", "Cf"]))
DANGEROUS = re.compile("^[\\s\"'’`\u200b\u2060\ufeff]*[=+\\-@＝＋－＠]|^[\t\r\n]")


def read(export: Export, reader: Reader = FRENCH) -> list[list[str]]:
    text = b"".join(reader.pieces(csv_pieces(export, reader))).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if reader is FRENCH else ","))


def cell(value: object, reader: Reader = FRENCH) -> str:
    [_headings, [found]] = read(Export("Liste", ["A"], [[value]]), reader)  # type: ignore[list-item]
    return found


def original(written: str) -> str:
    """What stood there before the apostrophe of caution."""
    return written[1:] if written.startswith("'") and DANGEROUS.match(written[1:]) else written


@given(ANYTHING)
@example("<r>=1</r>")
@example("\ud800\x00\ufffe=1")
def test_any_text_comes_back_but_for_what_no_file_can_hold(text: str):
    assert original(cell(text)) == legible(text)


@given(ANYTHING)
def test_no_cell_begins_with_a_formula(text: str):
    assert not DANGEROUS.match(cell(text)) or cell(text).startswith("'")
    assert not re.match(r"[=+\-@\t\r\n]", cell(text))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+33 1 22", "-", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "＝1", "＋1", "－1", "＠1",
     '"=1"', "'=1", "’=1", " \"' =1", "\x00=1", "\ufeff=1", "\u200b=1", "\x0b=1"],
)  # fmt: skip
def test_what_could_be_computed_is_held_by_an_apostrophe(text: str):
    assert cell(text) == f"'{legible(text)}"


@pytest.mark.parametrize("text", ["l’eau", "d'abord", "Lefèvre-Morel", "a=b", "10 %", "« =1 »", "– oui"])
def test_plain_words_stay_as_they_are(text: str):
    assert cell(text) == text


def test_headings_are_text_too():
    assert read(Export("Liste", ["=A", "B"], []))[0] == ["'=A", "B"]


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (-12, "-12", "-12"),
        (Decimal("-1284.50"), "-1284,50", "-1284.50"),
        (Decimal("1E+3"), "1000", "1000"),
        (0.1, "0,1", "0.1"),
        (1e22, "10000000000000000000000", "10000000000000000000000"),
        (True, "Oui", "Yes"),
        (False, "Non", "No"),
        (None, "", ""),
        (date(2026, 11, 22), "22/11/2026", "22/11/2026"),
        (datetime(2026, 11, 22, 8, 15, tzinfo=UTC), "22/11/2026 09:15", "22/11/2026 08:15"),
        (datetime(2026, 7, 22, 23, 30, tzinfo=UTC), "23/07/2026 01:30", "23/07/2026 00:30"),
        (timedelta(days=1, hours=2, minutes=5), "26:05", "26:05"),
        (timedelta(minutes=-90), "-1:30", "-1:30"),
        (_("Yes"), "Oui", "Yes"),
    ],
)
def test_values_are_written_as_the_reader_reads_them(value: object, french: str, english: str):
    assert cell(value) == french
    assert cell(value, ENGLISH) == english


def test_a_moment_without_a_zone_is_an_error():
    with pytest.raises(ValueError, match="naive"):
        cell(datetime(2026, 11, 22, 8, 15))  # noqa: DTZ001 that is what is tried


def test_line_breaks_stay_inside_their_cell_and_rows_end_as_spreadsheets_want():
    export = Export("Liste", ["A", "B"], [["un\ndeux", 'dit "oui"; non']])
    whole = b"".join(csv_pieces(export, FRENCH))
    assert whole == '\ufeffA;B\r\n"un\ndeux";"dit ""oui""; non"\r\n'.encode()


def test_rows_are_fetched_as_they_are_sent():
    fetched = 0

    def rows() -> Iterator[list[int]]:
        nonlocal fetched
        for fetched in range(1, 100_001):
            yield [fetched]

    pieces = csv_pieces(Export("Liste", ["A"], rows()), FRENCH)
    sizes = [len(next(pieces)) for _turn in range(4)]
    assert fetched < 2_000, "the rows were gathered before the first was sent"
    assert max(sizes) < 4_000, "a piece holds a few hundred rows"


def test_the_reader_s_language_and_time_hold_while_the_answer_is_sent():
    """The middleware has put both back long before a streamed row is made."""

    def rows() -> Iterator[list[str]]:
        yield [translation.get_language() or "", str(timezone.get_current_timezone())]

    export = Export("Liste", ["A", "B"], rows())
    with translation.override("fr"), timezone.override(ZoneInfo("Indian/Reunion")):
        reader = Reader.at_hand()
        pieces = reader.pieces(csv_pieces(export, reader))
    with translation.override("en"), timezone.override(UTC):
        assert b"".join(pieces).decode("utf-8-sig").splitlines()[1] == "fr;Indian/Reunion"
        assert translation.get_language() == "en"
