from typing import Any

import pytest
from django.core.management import call_command

from bench import inside
from bench.plan import BARE, Plan, read
from bench.raw import frame

MOST_QUERIES = 17  # of a record opened for the first time: with the files of its messages and its own


_drawn: list[Plan] = []


@pytest.fixture
def plan(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """Its figures alone are looked at: drawn once, they outlive the rows."""
    if not _drawn:
        settings.ROOT_URLCONF = "bench.urls"
        monkeypatch.setattr(frame, "_frames", {})
        call_command("populate", scale=0.002, verbosity=0)
        _drawn.append(inside.counted(inside.drawn()))
    return _drawn[0]


def test_every_page_answers_and_asks_little(plan: Plan):
    assert plan.requests == 200
    assert {page.name: page.queries for page in plan.pages if page.queries > MOST_QUERIES} == {}
    assert next(page for page in plan.pages if page.name == BARE).size < 100


def test_a_raw_page_is_the_real_one_by_hand(plan: Plan):
    pages = {page.name: page for page in plan.pages}
    compared = [(page, pages[page.raw]) for page in plan.pages if page.raw]
    assert len(compared) == 5
    for real, raw in compared:
        assert raw.queries == pages[BARE].queries + 1, "one statement beyond the middleware's"
        assert raw.size == pytest.approx(real.size, rel=0.15), raw.name


def test_a_plan_survives_the_way_to_another_process(plan: Plan):
    import json
    from dataclasses import asdict

    assert read(json.loads(json.dumps(asdict(plan)))) == plan


def test_a_frame_keeps_what_stands_around_its_holes():
    page = "<h1>Un</h1><ul><li>deux</li></ul>fin"
    assert list(frame.pieces(page, [("<h1>", "</h1>"), ("<ul>", "</ul>")])) == ["<h1>", "</h1><ul>", "</ul>fin"]
    with pytest.raises(ValueError, match="no <ol>"):
        list(frame.pieces(page, [("<ol>", "</ol>")]))
