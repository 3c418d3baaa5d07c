import pytest

from tests.spaces.extranet import body as named


@pytest.fixture
def body(db: None) -> named.Body:
    return named.gather()
