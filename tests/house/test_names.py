"""A reader finds a thing by searching its name: no function of a module bears a word that says nothing alone."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.rooms import ROOT, SOURCE

# Participles that no rule of spelling gives, and words that half of all modules could claim.
REFUSED = {
    "told", "found", "shown", "kept", "said", "held", "taken", "made", "seen", "known", "read", "left", "gone",
    "done", "sent", "written", "drawn", "begun", "built", "brought", "chosen", "cut", "heard", "hidden", "led",
    "lost", "met", "paid", "proven", "run", "sought", "split", "spoken", "spent", "thrown", "understood", "worn",
    "given", "meant", "of", "find", "register",
}  # fmt: skip
REGULAR = re.compile(r"[a-z]+[^e]ed")
# What may stay, and why. Their number may only fall.
EXCEPTIONS = {
    "entregent/site/templatetags/cells.py:drawn": "a filter, by which templates call it",
    "entregent/site/templatetags/fields.py:dressed": "a filter, by which templates call it",
    "entregent/site/templatetags/fields.py:received": "a filter, by which templates call it",
    "entregent/site/templatetags/fixed.py:fixed": "a tag, by which templates call it",
}
MOST_EXCEPTIONS = 4


def says_nothing(name: str) -> bool:
    bare = name.strip("_")
    return bare in REFUSED or REGULAR.fullmatch(bare) is not None


def functions_that_say_nothing(source: Path) -> Iterator[str]:
    for path in sorted(source.rglob("*.py")):
        if "migrations" not in path.parts:
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and says_nothing(node.name):
                    yield f"{path.relative_to(source.parent)}:{node.name}"


def test_every_function_of_a_module_is_found_by_its_name():
    found = set(functions_that_say_nothing(SOURCE))
    assert found - set(EXCEPTIONS) == set(), "queries are noun phrases (visible_lines), commands are verbs"
    assert set(EXCEPTIONS) <= found, "no longer an exception: take it out"
    assert len(EXCEPTIONS) <= MOST_EXCEPTIONS


@pytest.mark.parametrize("name", ["told", "_found", "of", "register", "find", "accepted"])
def test_a_planted_name_is_caught(tmp_path: Path, name: str):
    room = tmp_path / "entregent/people"
    room.mkdir(parents=True)
    (room / "planted.py").write_text(f"def {name}():\n    pass\n\n\nclass Row:\n    def {name}(self):\n        pass\n")
    assert list(functions_that_say_nothing(tmp_path / "entregent")) == [f"entregent/people/planted.py:{name}"]


@pytest.mark.parametrize("name", ["visible_lines", "find_member", "feed", "_seed", "need"])
def test_a_name_that_says_what_it_is_passes(name: str):
    assert not says_nothing(name)


def test_words_on_screen_are_declared_once():
    declared = [path for path in SOURCE.rglob("*.py") if re.search(r"^Words\b.*=", path.read_text(), re.MULTILINE)]
    assert [str(path.relative_to(ROOT)) for path in declared] == ["entregent/core/words.py"]
