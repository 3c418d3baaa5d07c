"""Fixtures of the named people: `cast` alone, or `scenery` with everything they filed."""

import pytest

from tests.cast import Cast, gather
from tests.scenery import Scenery


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


@pytest.fixture
def scenery(cast: Cast) -> Scenery:
    return Scenery(cast)
