"""Who stands at a raw door: the same middleware as for pages."""

import pytest
from django.contrib.auth.decorators import login_not_required

from entregent.core.bridge import doors
from entregent.core.bridge.identity import identity
from tests.doors import ask

PREFIX = "/porte-essai/"


async def plain(scope, receive, send):
    who = await identity(scope)
    if who.refusal:
        await who.refusal.send(send)
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": who.viewer.name.encode()})


@pytest.fixture
def door(monkeypatch):
    monkeypatch.setattr(doors, "_doors", {})
    doors.register_door(PREFIX, plain)


def test_a_signed_in_person_is_known(client_of, door):
    told = ask(client_of("technicien"), "GET", PREFIX + "x")
    assert (told.status_code, told.content.decode()) == (200, "Théo Marchand")


def test_a_stranger_is_sent_to_the_sign_in_page(client_of, door):
    told = ask(client_of("public"), "GET", PREFIX)
    assert (told.status_code, told.headers["Location"].startswith("/connexion/")) == (302, True)


def test_a_door_may_be_open_to_strangers(client_of, monkeypatch):
    @login_not_required
    async def everyone(scope, receive, send):
        await plain(scope, receive, send)

    monkeypatch.setattr(doors, "_doors", {})
    doors.register_door(PREFIX, everyone)
    assert ask(client_of("public"), "GET", PREFIX).status_code == 200


def test_our_own_page_may_send(client_of, door):
    assert ask(client_of("agent"), "PATCH", PREFIX, body=b"x").status_code == 200


FOREIGN = [
    {"X-CSRFToken": ""},
    {"X-CSRFToken": "x" * 32},
    {"Origin": "http://evil.test"},
    {"Origin": "null"},
    {"Origin": "", "Referer": ""},
    {"Origin": "", "Referer": "http://evil.test/"},
]


def test_another_site_may_not_send(client_of, door):
    client = client_of("agent")
    for method in ("POST", "PATCH", "DELETE"):
        statuses = [ask(client, method, PREFIX, headers=headers).status_code for headers in FOREIGN]
        assert statuses == [403] * len(FOREIGN), method


def test_a_foreign_host_is_refused(client_of, door):
    assert ask(client_of("agent"), "GET", PREFIX, headers={"Host": "evil.test"}).status_code == 400
