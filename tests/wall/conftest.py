import pytest

from tests.wall import beside as second


@pytest.fixture
def beside(scenery, monkeypatch):
    """The scene of support, and another space in the same house."""
    second.register(monkeypatch)
    return second.build(scenery.cast)
