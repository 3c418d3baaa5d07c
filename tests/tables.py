"""The tables of the tests on SQLite: made by the migrations once, then copied while these stay the same."""

import fcntl
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tools.steps import BUILD, ROOT

FOLDER = BUILD / "tables"
MADE_FROM = ("entregent/**/migrations/*.py", "entregent/core/**/*.py", "requirements/dev.txt")


def copy(source: Path, target: Path) -> None:
    """The whole of a database that others may have open."""
    with closing(sqlite3.connect(source)) as from_, closing(sqlite3.connect(target)) as to:
        from_.backup(to)


def made() -> Path:
    """Where the tables of these migrations are kept; the file may not be there yet."""
    digest = hashlib.sha256(sqlite3.sqlite_version.encode())
    for path in sorted(path for pattern in MADE_FROM for path in ROOT.glob(pattern)):
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return FOLDER / f"{digest.hexdigest()}.sqlite3"


class Tables:
    """Held from before Django makes the tables until they stand: processes beside this one wait for them."""

    def __init__(self) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.lock, self.kept = (FOLDER / "lock").open("w"), made()
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        self.are_there = self.kept.exists()
        if self.are_there:
            copy(self.kept, own())

    def end(self) -> None:
        if not self.are_there:
            for past in FOLDER.glob("*.sqlite3"):
                past.unlink()
            whole = self.kept.with_suffix(".part")
            copy(own(), whole)
            whole.rename(self.kept)
        self.lock.close()


def own() -> Path:
    """The database of this process."""
    return Path(connection.settings_dict["TEST"]["NAME"])


@pytest.fixture(scope="session")
def tables(django_db_modify_db_settings: None) -> Tables | None:
    """Nothing on PostgreSQL, where the server is new each time."""
    return Tables() if connection.vendor == "sqlite" else None


@pytest.fixture(scope="session")
def django_db_keepdb(tables: Tables | None) -> bool:
    """Whether the tables are there before Django makes them."""
    return tables is not None and tables.are_there


@pytest.fixture(scope="session")
def django_db_setup(tables: Tables | None, django_db_setup: None) -> None:
    if tables is not None:
        tables.end()
