from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from entregent.core import environment


@pytest.fixture
def path(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """An empty SQLite database in the place of the default one, whatever that is."""
    shared, known = connections["default"], connections.settings["default"]
    own = environment.database("", tmp_path)
    connections.settings["default"] = connections.configure_settings({"default": own})["default"]
    connections["default"] = connections.create_connection("default")
    with django_db_blocker.unblock():
        connection.ensure_connection()
        yield str(own["NAME"])
        connection.close()
    connections.settings["default"], connections["default"] = known, shared
