"""Versions sort as people count them."""

from itertools import pairwise

import pytest

from entregent.library.order import rank

RISING = (
    "0.9", "1", "1.0-dev3", "1.0 alpha", "1.0-bêta 1", "1.0-bêta 2", "1.0-rc1", "1.0", "1.0 SP1", "1.0 SP2",
    "1.0.1", "1.2", "1.10", "1.10.0.9", "1.10.0.10", "v2.0", "Version 3", "2026.04", "2026.10",
)  # fmt: skip


@pytest.mark.parametrize(("lower", "higher"), [pair for pair in pairwise(RISING) if pair[0] != "1"])
def test_one_comes_before_the_next(lower, higher):
    assert rank(lower) < rank(higher)


@pytest.mark.parametrize(
    ("one", "other"), [("7.2", "v7.2"), ("7.2", "Orpaie 7.2"), ("7.02", "7.2"), ("7.2-RC1", "7.2 rc 1")]
)
def test_the_same_version_said_otherwise(one, other):
    assert rank(one) == rank(other)


@pytest.mark.parametrize("label", ["", "…", "édition spéciale", "٣", "1" * 40])
def test_any_label_has_its_place(label):
    assert sorted([rank("1.0"), rank(label)])
