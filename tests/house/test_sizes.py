from pathlib import Path

import pytest

from tests.house import sizes
from tests.house.rooms import ROOT

# What may be longer, and why. The number beneath may only fall.
EXCEPTIONS: dict[str, str] = {}
MOST_EXCEPTIONS = 0


def test_nothing_is_longer_than_its_stop():
    found = sizes.too_long(ROOT)
    assert {name: size for name, size in found.items() if name not in EXCEPTIONS} == {}
    assert set(EXCEPTIONS) <= set(found), "no longer an exception: take it out"
    assert len(EXCEPTIONS) <= MOST_EXCEPTIONS


FUNCTION_OF_51 = "def long():\n" + "    pass\n" * 50


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("entregent/lists/page.py", FUNCTION_OF_51, "entregent/lists/page.py:long"),
        ("entregent/lists/page.py", "x = 1\n" * 401, "entregent/lists/page.py"),
        ("entregent/lists/templates/lists/list.html", "<p>\n" * 151, "entregent/lists/templates/lists/list.html"),
        ("front/js/list.js", "x\n" * 151, "front/js/list.js"),
    ],
)
def test_one_line_too_many_is_caught(tmp_path: Path, name: str, text: str, told: str):
    write(tmp_path / name, text)
    assert list(sizes.too_long(tmp_path)) == [told]
    write(tmp_path / name, text.replace("    pass\n", "", 1) if "def" in text else text.split("\n", 1)[1])
    assert sizes.too_long(tmp_path) == {}


def test_a_space_and_all_scripts_have_their_stop(tmp_path: Path):
    for number in range(46):
        write(tmp_path / f"front/js/part{number}.js", "x\n" * 100)
        words = '"""What it is."""\n\n# and why\n'
        write(tmp_path / f"entregent/spaces/support/part{number}.py", words + "x = 1\n" * 88)
    assert sizes.too_long(tmp_path) == {"entregent/spaces/support": 4048, "front": 4600}


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
