"""Figures of a few are not shown, nor can they be had by taking the others from the total."""

import pytest

from entregent.dashboards.discretion import ASIDE, LEAST, TOO_FEW, too_few, withheld


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 10, "b": 6}, {}),
        ({"a": 10, "b": 6, "c": 4}, {"c": TOO_FEW, "b": ASIDE}),
        ({"a": 10, "b": 6, "c": 6, "d": 4}, {"d": TOO_FEW, "b": ASIDE}),
        ({"a": 10, "b": 6, "c": 1, "d": 1}, {"c": TOO_FEW, "d": TOO_FEW, "b": ASIDE}),  # two answers are no crowd
        ({"a": 10, "b": 6, "c": 3, "d": 2}, {"c": TOO_FEW, "d": TOO_FEW}),
        ({"a": 10, "b": 4}, {"b": TOO_FEW, "a": ASIDE}),
        ({"a": 10, "b": 0}, {}),
        ({"a": 4}, {"a": TOO_FEW}),
        ({}, {}),
    ],
)
def test_what_is_hidden(counts, hidden):
    assert withheld(counts) == hidden


@pytest.mark.parametrize("seed", range(40))
def test_the_total_less_what_is_shown_is_never_a_small_group(seed):
    counts = {place: (seed * 7 + place * place * 5) % 13 for place in range(seed % 7 + 1)}
    hidden = withheld(counts)
    together = [counts[key] for key in hidden]
    assert all(key in hidden for key, count in counts.items() if 0 < count < LEAST)
    if hidden and len([count for count in counts.values() if count]) > 1 and sum(counts.values()) >= LEAST:
        assert len(together) > 1
        assert sum(together) >= LEAST


@pytest.mark.parametrize(("count", "told"), [(0, None), (1, TOO_FEW), (4, TOO_FEW), (5, None)])
def test_a_whole_of_a_few_is_not_told(count, told):
    assert too_few(count) == told
