import pytest

from tests.spaces.crm import team as named


@pytest.fixture
def team(db: None) -> named.Team:
    return named.gather()
