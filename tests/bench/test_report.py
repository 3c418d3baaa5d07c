from typing import Any

import pytest

from bench import __main__ as command
from bench import report
from bench.plan import BARE, Creation, Page, Plan

PLAN = Plan(
    [Page(BARE, ["/"], "s", queries=3, size=7), Page("raw", ["/"], "s", queries=4), Page("list", ["/"], "s", "raw", 9)],
    Creation("new", "/f/", "/c/", "s", 1, 26), "SQLite 3", 10,
)  # fmt: skip


def rounds(*durations: float) -> list[dict[str, Any]]:
    return [{"answers": [duration] * 10, "whole": duration * 10, "spent": duration * 5} for duration in durations]


def test_figures_are_medians_of_rounds():
    measured = {
        BARE: rounds(0.001, 0.002, 0.009), "raw": rounds(0.002, 0.004, 0.018),
        "list": rounds(0.004, 0.008, 0.036), "new": rounds(0.02, 0.04, 0.18),
    }  # fmt: skip
    bare, raw, page, new = report.lines(PLAN, measured)
    assert (bare.p50, bare.p95, bare.rate, bare.times_bare, bare.times_raw) == (2.0, 2.0, 500.0, 1.0, None)
    assert (raw.times_bare, raw.times_raw) == (2.0, None)
    assert (page.times_bare, page.times_raw, page.cpu, page.queries) == (4.0, 2.0, 4.0, 9)
    assert (new.times_bare, new.queries) == (20.0, 26)


@pytest.mark.parametrize(("part", "found"), [(0.5, 50.5), (0.95, 95.05), (0.01, 1.99)])
def test_a_percentile_lies_between_its_neighbours(part: float, found: float):
    assert report.percentile([float(number) for number in range(1, 101)], part) == pytest.approx(found)


def test_one_answer_stands_for_itself():
    assert report.percentile([3.0], 0.95) == 3.0


def test_columns_of_the_table_line_up():
    line = report.Line("list", 1.25, 20.5, 100.0, 2.5, 9, 15000, 4.0, 2.0)
    run = report.Run("SQLite 3", 10, 1.0, [2.0, 1.0, 3.0], [2**20], [line])
    head, row = run.told().splitlines()[-2:]
    assert len(head) == len(row)
    assert "start to first page 2.00 s" in run.told()


def test_the_document_tells_of_the_machine():
    told = report.document([], {"scale": 0.1})
    assert told["scale"] == 0.1
    assert told["machine"]["cores"] >= 1
    assert told["runs"] == []


@pytest.mark.parametrize(
    ("given", "scale", "databases"),
    [
        ([], 0.1, ["sqlite"]),
        (["--scale", "0.5", "--database", "both"], 0.5, ["sqlite", "postgresql"]),
        (["--database", "postgresql"], 0.1, ["postgresql"]),
        (["--full"], 1.0, ["sqlite", "postgresql"]),
    ],
)
def test_what_is_asked_on_the_command_line(given: list[str], scale: float, databases: list[str]):
    options = command.arguments(given)
    assert (options.scale, options.databases) == (scale, databases)
