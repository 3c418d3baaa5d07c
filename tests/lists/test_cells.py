"""The cells escape by hand: nothing that anyone types may end an attribute or open an element."""

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
class Opened:
    rows: list[Row]
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
