import pytest

from tests.spaces.secretariat.cast import Cast, fill, gather


@pytest.fixture
def bare(db: None) -> Cast:
    """The people and their lines; nothing happened yet."""
    return gather()


@pytest.fixture
def secretariat(bare: Cast) -> Cast:
    fill(bare)
    return bare
