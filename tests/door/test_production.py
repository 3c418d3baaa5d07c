"""What only shows over HTTPS."""

import pytest
from django.test import Client

from tests.people.cast import PASSWORD


@pytest.fixture
def secure(settings) -> Client:
    settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME = "__Host-session", "__Host-language"
    settings.SESSION_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = True
    return Client()


def test_every_cookie_of_the_door_belongs_to_this_host_alone(secure, agent):
    secure.post("/connexion/", {"login": "ag1", "password": PASSWORD}, secure=True)
    secure.post("/langue/", {"language": "en"}, secure=True)
    for name in ("__Host-session", "__Host-known", "__Host-language"):
        cookie = secure.cookies[name]
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"], cookie["samesite"]) == (
            True, True, "/", "", "Lax",
        )  # fmt: skip
