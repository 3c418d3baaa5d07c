"""The table of criteria names tests that exist, and steps that are walked."""

import re
from pathlib import Path

from tests.manuals.support.whole import SUPPORT

HERE = Path(__file__).parent
ROWS = [line for line in (HERE / "README.md").read_text(encoding="utf-8").splitlines() if re.match(r"\| \d", line)]
ANYTHING_ELSE = r"\.py((?: |,|`[a-z_0-9]+`)*)"


def test_every_test_that_it_names_is_there():
    named = [pair for row in ROWS for pair in re.findall(r"([a-z_]+/test_[a-z_]+)" + ANYTHING_ELSE, row)]
    assert len(named) > 40
    for path, names in named:
        text = (HERE.parent / f"{path}.py").read_text(encoding="utf-8")
        for name in re.findall(r"`([a-z_0-9]+)`", names):
            assert f"def test_{name}(" in text, f"{path}: {name}"


def test_every_step_that_it_names_is_walked():
    nouns = {step.noun for _name, step in SUPPORT.numbered()}
    told = [noun for row in ROWS for part in re.findall(r"walk: ([a-z, -]+)", row) for noun in part.split(", ")]
    assert len(told) > 10
    assert {noun.strip() for noun in told} <= nouns


def test_every_row_of_the_criteria_is_answered():
    assert {int(row.split("|")[1]) for row in ROWS} == set(range(1, 22))
