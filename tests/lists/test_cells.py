"""The cells escape by hand: nothing that anyone types may end an attribute or open an element."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from entregent.lists.fields import Cell
from entregent.site.templatetags.cells import KINDS, list_rows

HOSTILE = '"\'><img src=x onerror=alert(1)>&amp;<b a="'


@dataclass
class Row:
    cells: list[Cell]
    key: str = HOSTILE
    url: str = f"/{HOSTILE}"
    marked: bool = True


@dataclass
class Column:
    yields: int = 0


@dataclass
class Opened:
    rows: list[Row]
    columns: list[Column] = field(default_factory=lambda: [Column(yields=2)])
    actions: list[str] = field(default_factory=lambda: ["any"])


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.words += data


@pytest.mark.parametrize("url", [f"/{HOSTILE}", ""])
@pytest.mark.parametrize("kind", ["link", "text", "unheard of", *KINDS])
def test_hostile_words_stay_words(kind, url):
    cell = Cell(kind, HOSTILE, HOSTILE, HOSTILE, tone="done", icon="check", datetime=HOSTILE)
    drawn = Reader()
    drawn.feed(list_rows(Opened([Row([cell], url=url)])))
    assert {"img", "b"}.isdisjoint(drawn.tags)
    assert not {"onerror", "a", "src"} & drawn.attributes
    assert HOSTILE in drawn.words


def test_a_cell_that_may_be_cut_off_has_its_whole_words_at_hand():
    short, long = (Cell(kind, text) for kind, text in (("text", "court"), ("text", "un nom qui ne tient pas")))
    name = Cell("link", "un sujet qui ne tient pas", hint="2 messages")
    drawn = list_rows(Opened([Row([short, long, name])], [Column()] * 3))
    assert re.findall(r'title="([^"]*)"', drawn) == ["un nom qui ne tient pas", "un sujet qui ne tient pas 2 messages"]


def test_a_column_says_how_soon_it_yields_and_never_the_name_of_the_row():
    drawn = list_rows(
        Opened([Row([Cell("text", "a"), Cell("day", "b"), Cell("link", "c")])], [Column(2), Column(), Column(1)])
    )
    assert re.findall(r"yields-\d", drawn) == ["yields-2"]


def test_one_cell_in_two_columns_is_drawn_for_each():
    cell = Cell("text", "a")
    assert re.findall(r"yields-\d", list_rows(Opened([Row([cell, cell])], [Column(1), Column(2)]))) == [
        "yields-1",
        "yields-2",
    ]
