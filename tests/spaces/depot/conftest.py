from pathlib import Path
from typing import Any

import pytest

from tests.spaces.depot import firm as named


@pytest.fixture
def firm(db: None, settings: Any, tmp_path: Path) -> named.Firm:
    """Where this test's files lie is its own."""
    settings.DATA = tmp_path
    return named.gather()
