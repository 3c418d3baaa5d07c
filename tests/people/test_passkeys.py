"""Where passkeys are possible at all."""

import pytest

from entregent.people import passkeys


@pytest.mark.parametrize(
    ("host", "possible"), [("localhost:8000", True), ("127.0.0.1:8000", False), ("[::1]:8000", False)]
)
def test_passkeys_are_offered_where_browsers_know_them(rf, settings, host, possible):
    settings.ALLOWED_HOSTS = ["*"]
    assert passkeys.are_possible(rf.get("/", headers={"host": host})) is possible
    assert passkeys.are_possible(rf.get("/", headers={"host": "portail.example"})) is False
    assert passkeys.are_possible(rf.get("/", headers={"host": "portail.example"}, secure=True)) is True
