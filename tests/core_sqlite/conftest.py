from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from pytest_django import DjangoDbBlocker


@pytest.fixture
def path(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """An empty database of its own, in a file, in the place of the default one."""
    shared, known = connections["default"], connections.settings["default"]
    if connection.vendor != "sqlite":
        pytest.skip("the lock is SQLite's")
    connections.settings["default"] = {**shared.settings_dict, "NAME": str(tmp_path / "own.sqlite3")}
    connections["default"] = connections.create_connection("default")
    with django_db_blocker.unblock():
        connection.ensure_connection()
        yield connections.settings["default"]["NAME"]
        connection.close()
    connections.settings["default"], connections["default"] = known, shared
