"""Fixtures of the named people: `cast` alone, or `scenery` with everything they filed."""

from collections.abc import Callable

import pytest
from django.test import Client

from entregent.people import accounts
from tests.cast import Cast, gather
from tests.scenery import Scenery


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


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
def scenery(cast: Cast) -> Scenery:
    return Scenery(cast)
