import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from entregent.audit.models import Event
from entregent.people import farewell
from entregent.people.models import Block, User
from tests.people.cast import PASSWORD, join

TOKENS = re.compile(r'name="(csrfmiddlewaretoken|submission)" value="[^"]*"')


def try_in(client: Client, login: str, password: str, **more):
    return client.post("/connexion/", {"login": login, "password": password, **more})


@pytest.mark.parametrize("login", ["agent@example.org", "  Agent@Example.ORG ", "ag1", "AG1", "aG1 "])
def test_one_signs_in_by_address_or_identifier_in_any_case(client, agent, login):
    response = try_in(client, login, PASSWORD)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert client.get("/profil/").status_code == 200


def test_the_password_is_taken_as_typed(client, agent):
    assert try_in(client, "ag1", f" {PASSWORD}").status_code == 422
    assert try_in(client, "ag1", PASSWORD.upper()).status_code == 422


def test_the_session_gets_a_new_id_at_sign_in(client, agent):
    client.get("/profil/")  # sent to the sign-in page
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["session"] = session.session_key
    try_in(client, "ag1", PASSWORD)
    assert client.cookies["session"].value != session.session_key
    stranger = Client()
    stranger.cookies["session"] = session.session_key
    assert stranger.get("/profil/").status_code == 302


@time_machine.travel("2026-11-23 10:00Z", tick=False)
def test_nothing_tells_whether_an_account_exists(agent):
    seen = []
    for login in ("agent@example.org", "personne@example.org", "AG1", "AG2"):
        with CaptureQueriesContext(connection) as queries:
            response = try_in(Client(), login, "faux")
        body = TOKENS.sub("", response.content.decode()).replace(login, "LOGIN")
        told = {"Content-Length", "X-Request-Reference"}  # the login itself is in the page
        headers = {name: value for name, value in response.headers.items() if name not in told}
        seen.append((response.status_code, body, headers, len(queries)))
    assert seen[0][0] == 422
    assert all(one == seen[0] for one in seen[1:])


def test_an_unknown_login_costs_one_hash_like_a_known_one(agent, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed: list[str] = []
    real = MD5PasswordHasher.encode

    def encode(self, password, salt):
        hashed.append(password)
        return real(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    try_in(Client(), "agent@example.org", "faux-1")
    try_in(Client(), "personne@example.org", "faux-2")
    assert hashed == ["faux-1", "faux-2"]


ELSEWHERE = [
    "https://evil.example", "http://evil.example", "//evil.example", "///evil.example", "////evil.example",
    "/\\evil.example", "\\\\evil.example", "\\/evil.example", "/\t/evil.example", "\t//evil.example",
    "/%09/evil.example/\n",
    "https:evil.example", "https:/evil.example", "http:///evil.example", "javascript:alert(1)", "data:text/html,x",
    " //evil.example", "/\r\n//evil.example", "evil.example", "//evil.example@127.0.0.1", "https://127.0.0.1@evil.example",
    "http://127.0.0.1.evil.example", "ftp://127.0.0.1/", "//127.0.0.1/", "http://testserver/", "/\x00/evil",
    "mailto:x@evil.example", "HTTPS://evil.example", "HtTp:evil.example", "//evil.example/%2f..", "/\\\\evil.example",
    "\\/\\/evil.example/", "//%65vil.example", "///\\evil.example", "https:\\\\evil.example", "\x00//evil.example",
    "\x7f//evil.example", "/ /evil.example", "file:///etc/passwd", "//[::1]/", "//user:pass@evil.example/",
]  # fmt: skip


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize("way", ["query", "field"])
def test_one_is_never_sent_elsewhere(client, agent, address, way):
    data = {"login": "ag1", "password": PASSWORD}
    if way == "field":
        response = client.post("/connexion/", {**data, "next": address})
    else:
        response = client.post("/connexion/", data, query_params={"next": address})
    assert response.status_code == 302
    assert response.headers["Location"] == "/"


@pytest.mark.parametrize("path", ["/profil/", "/support/?etat=a-traiter&page=2", "/profil/#moi"])
def test_one_comes_back_to_the_page_that_was_asked(client, agent, path):
    response = client.post("/connexion/", {"login": "ag1", "password": PASSWORD, "next": path})
    assert response.headers["Location"] == path


def test_a_page_for_members_sends_strangers_to_sign_in(client, db):
    response = client.get("/profil/", {"a": "b c"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/connexion/?next=%2Fprofil%2F%3Fa%3Db%2Bc"


def test_sign_out_is_a_post_and_ends_the_session_on_the_server(agent, enter):
    client = enter("ag1")
    kept = client.cookies["session"].value
    assert client.get("/deconnexion/").status_code == 405
    response = client.post("/deconnexion/")
    assert (response.status_code, response.headers["Location"]) == (302, "/connexion/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    client.cookies["session"] = kept
    assert client.get("/profil/").status_code == 302


def test_a_member_who_is_blocked_everywhere_is_told_so_only_with_the_right_password(client, place, agent):
    Block(membership=agent).save()
    words = escape(farewell.closed_words())
    assert words in spoken(try_in(client, "ag1", PASSWORD))
    assert words not in spoken(try_in(client, "ag1", "faux"))
    assert client.get("/profil/").status_code == 302


def spoken(response) -> str:
    assert response.status_code == 422
    return response.content.decode()


def test_an_account_that_is_not_active_does_not_come_in(client, agent):
    User.objects.update(is_active=False)
    assert try_in(client, "ag1", PASSWORD).status_code == 422


def test_events_tell_who_came_and_never_what_was_typed(agent, enter, verbs):
    enter("ag1").post("/deconnexion/")
    try_in(Client(), "secret-typed-here", "faux")
    try_in(Client(), "ag1", "secret-typed-here")
    assert verbs() == ["people.signin.opened", "people.signin.closed", "people.signin.failed", "people.signin.failed"]
    told = Event.objects.order_by("pk")
    assert [event.house_id for event in told] == [agent.house_id, agent.house_id, None, agent.house_id]
    assert told[2].record_id == "0"
    assert "secret-typed-here" not in "".join(str(event.particulars) for event in told)


def test_a_signed_in_person_who_asks_for_the_door_goes_home(agent, enter):
    assert enter("ag1").get("/connexion/").headers["Location"] == "/"


def test_a_request_costs_three_queries_to_know_who_looks(place, agent, enter):
    join(place, "agent@example.org", place.handler)
    client = enter("ag1")
    client.get("/essai/horloge/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/essai/horloge/")
    assert len(queries) <= 3, [query["sql"] for query in queries]


def test_a_forged_host_is_refused(client, db):
    assert client.get("/connexion/", headers={"host": "evil.test"}).status_code == 400


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"login": "ag1"},
        {"password": "x"},
        {"login": "x" * 5000, "password": "y" * 5000},
        {"login": "a\0b", "password": "\0"},
    ],
)
def test_bad_input_is_answered_kindly(client, db, data):
    assert client.post("/connexion/", data).status_code == 422


def test_posts_without_the_token_are_refused(agent):
    client = Client(enforce_csrf_checks=True)
    assert try_in(client, "ag1", PASSWORD).status_code == 403
