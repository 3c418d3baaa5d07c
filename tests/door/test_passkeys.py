"""Passkeys: where they are possible, what they open, and whom a question is asked of."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from entregent.audit.models import Event
from entregent.door import factors, passkeys
from entregent.door.factor_forms import NEEDS_SCRIPTS
from tests.door.test_security import CODES, HOME, PROOF
from tests.people.cast import join
from tests.people.second import Passkey, give_totp, password
from tests.people.visit import press


@pytest.mark.parametrize(
    ("host", "possible"), [("localhost:8000", True), ("127.0.0.1:8000", False), ("[::1]:8000", False)]
)
def test_passkeys_are_offered_where_browsers_know_them(rf, settings, host, possible):
    settings.ALLOWED_HOSTS = ["*"]
    assert passkeys.are_possible(rf.get("/", headers={"host": host})) is possible
    assert passkeys.are_possible(rf.get("/", headers={"host": "portail.example"})) is False
    assert passkeys.are_possible(rf.get("/", headers={"host": "portail.example"}, secure=True)) is True


@pytest.fixture
def named(settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    return {"HTTP_HOST": "localhost"}


NEW, ENTRY = "/profil/securite/cles/nouvelle/", "/connexion/cle/"


def add(client: Client, key: Passkey, **more):
    question = client.post("/profil/securite/cles/question/").json()
    return client.post(NEW, {"name": "Mon téléphone", "credential": json.dumps(key.made(question, **more))})


@pytest.fixture
def holder(agent, clock, enter, named):
    """A browser of somebody who has a passkey, and the passkey."""
    client, key = enter("ag1", **named), Passkey("http://localhost", "localhost")
    assert add(client, key).headers["Location"] == CODES
    return client, key


def test_a_passkey_signs_in_alone(holder, named, verbs):
    browser = Client(**named)
    question = browser.post(f"{ENTRY}question/").json()
    answer = {"credential": json.dumps(holder[1].signs(question)), "next": "/essai/note/"}
    response = browser.post(ENTRY, answer)
    assert (response.status_code, response.headers["Location"]) == (302, "/essai/note/")
    assert browser.get("/essai/note/").status_code == 200
    assert browser.session[factors.GIVEN]
    assert Client(**named).post(ENTRY, answer).status_code == 422  # the answer to another browser's question
    browser.post("/deconnexion/")
    assert browser.post(ENTRY, answer).status_code == 422  # nor twice


@pytest.mark.parametrize("address", ["//evil.example", "https:evil.example", "/\\evil.example", "None", ""])
def test_a_passkey_sends_nobody_elsewhere(holder, named, address):
    browser = Client(**named)
    question = browser.post(f"{ENTRY}question/").json()
    answer = {"credential": json.dumps(holder[1].signs(question)), "next": address}
    assert browser.post(ENTRY, answer).headers["Location"] == "/"


def test_a_passkey_is_a_second_step_and_a_proof(holder, named, clock):
    browser = Client(**named)
    password(browser)
    question = browser.post(f"{ENTRY}question/").json()
    assert question["publicKey"]["allowCredentials"]
    data = {"credential": json.dumps(holder[1].signs(question))}
    assert browser.post("/connexion/code/cle/", data).status_code == 302
    clock.shift(timedelta(minutes=11))
    question = browser.post(f"{ENTRY}question/").json()
    data = {"credential": json.dumps(holder[1].signs(question)), "next": NEW}
    assert browser.post(f"{PROOF}cle/", data).headers["Location"] == NEW


@pytest.mark.parametrize("wrong", ["signature", "origin", "unverified", "stranger", "host"])
def test_what_is_not_signed_by_the_key_here_and_now_is_refused(holder, named, wrong):
    browser, key = Client(**named), holder[1]
    question = browser.post(f"{ENTRY}question/").json()
    key.origin = "http://evil.example" if wrong == "origin" else key.origin
    key.host = "evil.example" if wrong == "host" else key.host
    signed = key.signs(question, 0x01 if wrong == "unverified" else 0x05)
    if wrong == "signature":
        signed["response"]["signature"] = Passkey().signs(question)["response"]["signature"]
    if wrong == "stranger":
        signed["response"]["userHandle"] = "OTk5OTk5"
    assert browser.post(ENTRY, {"credential": json.dumps(signed)}).status_code == 422
    assert browser.get("/essai/note/").status_code == 302


@pytest.mark.parametrize("asked_of", ["somebody signed in", "somebody at the second step", "a key to add"])
@pytest.mark.parametrize("flags", [0x01, 0x05], ids=["unverified", "verified"])
def test_a_question_asked_of_somebody_lets_nobody_come_in(holder, place, enter, named, asked_of, flags):
    other = join(place, "other@example.org", place.agent, identifier="AG2")
    if asked_of == "somebody at the second step":
        give_totp(other.user)
        browser = Client(**named)
        password(browser, "ag2")
    else:
        browser = enter("ag2", **named)
    path = "/profil/securite/cles/question/" if asked_of == "a key to add" else f"{ENTRY}question/"
    question = browser.post(path).json()
    assert browser.post(ENTRY, {"credential": json.dumps(holder[1].signs(question, flags))}).status_code == 422


def test_the_sign_in_page_asks_whoever_is_there_although_somebody_was_awaited(holder, place, named):
    give_totp(join(place, "other@example.org", place.agent, identifier="AG2").user)
    browser = Client(**named)
    password(browser, "ag2")
    question = browser.post(f"{ENTRY}question/?seule=1").json()
    assert not question["publicKey"].get("allowCredentials")
    assert browser.post(ENTRY, {"credential": json.dumps(holder[1].signs(question))}).status_code == 302
    assert f"{ENTRY}question/?seule=1" in Client(**named).get("/connexion/").content.decode()


def test_a_key_that_checked_nobody_is_no_second_step(holder, named):
    browser = Client(**named)
    password(browser)
    question = browser.post(f"{ENTRY}question/").json()
    assert question["publicKey"]["userVerification"] == "required"
    data = {"credential": json.dumps(holder[1].signs(question, 0x01))}
    assert browser.post("/connexion/code/cle/", data).status_code == 422


def test_without_scripts_it_is_told_why_no_passkey_is_made(agent, enter):
    page = enter("ag1").post(NEW, {"name": "x", "credential": ""})
    assert page.status_code == 422
    assert [str(words) for words in page.context["form"].non_field_errors()] == [str(NEEDS_SCRIPTS)]
    assert 'id="errors"' in page.content.decode()


JUNK = ["", "x", "{}", "[]", "null", "1", '"a"', '{"response": 1}', '{"response": {"userHandle": 5}}',
        '{"id": "a", "response": {"userHandle": "é"}}', "{" * 100, "[" * 15000]  # fmt: skip


@pytest.mark.parametrize("junk", JUNK)
def test_junk_in_place_of_a_signature_is_answered_kindly(holder, named, junk):
    client = holder[0]
    stranger = Client(**named)
    stranger.post(f"{ENTRY}question/")
    assert stranger.post(ENTRY, {"credential": junk}).status_code == 422
    client.post("/profil/securite/cles/question/")
    assert client.post(NEW, {"name": "x", "credential": junk}).status_code == 422
    client.post(f"{ENTRY}question/")
    assert client.post(f"{PROOF}cle/", {"credential": junk}).status_code == 422


def test_a_key_that_checks_nobody_is_not_kept(agent, clock, enter, named):
    client = enter("ag1", **named)
    assert add(client, Passkey("http://localhost", "localhost"), flags=0x41).status_code == 422
    assert not factors.has_any(agent.user_id)


def test_a_passkey_is_renamed_and_removed_by_its_owner_alone(holder, agent, place, enter, named, clock):
    client = holder[0]
    pk = factors.factors_of(agent.user_id)[0].pk
    assert press(client, f"/profil/securite/cles/{pk}/", name="Clé du bureau").headers["Location"] == HOME
    assert "Clé du bureau" in client.get(HOME).content.decode()
    event = Event.objects.get(verb="people.factor.renamed")
    assert event.particulars["changes"] == {"name": ["Mon téléphone", "Clé du bureau"]}
    join(place, "other@example.org", place.agent, identifier="AG2")
    other = enter("ag2", **named)
    for way in ("", "retrait/"):
        assert other.get(f"/profil/securite/cles/{pk}/{way}").status_code == 404
    press(client, f"/profil/securite/cles/{pk}/retrait/")
    assert not factors.has_any(agent.user_id)


def test_somebody_blocked_everywhere_does_not_come_in_by_a_passkey(holder, agent, named):
    from entregent.people.models import Block

    Block(membership=agent).save()
    browser = Client(**named)
    question = browser.post(f"{ENTRY}question/").json()
    assert browser.post(ENTRY, {"credential": json.dumps(holder[1].signs(question))}).status_code == 422


def test_wrong_signatures_are_throttled(named, settings, db):
    browser = Client(**named)
    assert [browser.post(ENTRY, {"credential": "{}"}).status_code for _ in range(6)] == [422] * 5 + [429]
