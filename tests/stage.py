"""Fixtures of the named people: `cast` alone, or `scenery` with everything they filed."""

import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django.plugin import blocking_manager_key

from entregent.people import accounts
from tests.cast import Cast, gather
from tests.scenery import Scenery

TRANSACTIONAL = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}


class Stage:
    """A scene is dear to build: one stands under all the tests that work in a transaction inside its own."""

    def __init__(self) -> None:
        self.scenery: bytes | None = None  # each test has its own
        self.whole: Any = None
        self.is_wanted = False

    def build(self) -> None:
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.scenery = pickle.dumps(Scenery(gather()))

    def strike(self) -> None:
        if self.scenery is not None:
            self.scenery = None
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)


stage = Stage()


def stands_on_stage(item: pytest.Item) -> bool:
    """Whether a test wants the scene, and undoes what it does to it."""
    fixtures, mark = set(getattr(item, "fixturenames", ())), item.get_closest_marker("django_db")
    return "scenery" in fixtures and not fixtures & TRANSACTIONAL and not (mark and mark.kwargs.get("transaction"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those of the stage come first: it is built once."""
    items.sort(key=lambda item: not stands_on_stage(item))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that wants other tables finds them empty; a scene whose transaction is broken is built anew."""
    stage.is_wanted = stands_on_stage(item)
    if stage.scenery is None:
        return
    with item.config.stash[blocking_manager_key].unblock():
        if not stage.is_wanted or not connection.is_usable():
            stage.strike()
            if stage.is_wanted:
                stage.build()


@pytest.fixture(scope="session")
def _stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Built before the transaction of the first test that asks for it begins: a session's fixtures come first."""
    if stage.is_wanted:
        with django_db_blocker.unblock():
            stage.build()
    yield
    with django_db_blocker.unblock():
        stage.strike()


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return request.getfixturevalue("scenery").cast if "scenery" in request.fixturenames else gather()


@pytest.fixture
def client_of(cast: Cast) -> Callable[[str], Client]:
    """A browser, signed in as the person; « public » is signed in as nobody."""

    def as_person(person: str) -> Client:
        client = Client()
        if user := accounts.by_email(cast.email(person)):
            client.force_login(user)
        return client

    return as_person


@pytest.fixture
def scenery(_stage: None, db: None) -> Scenery:
    return pickle.loads(stage.scenery) if stage.scenery else Scenery(gather())
