"""« Sécurité de mon compte »: setting up and removing a second step, proofs, devices."""

import json
import re
from datetime import timedelta
from unittest.mock import Mock
from uuid import uuid4

import pytest
from django.test import Client

from entregent.audit.models import Event
from entregent.door import factors, recovery_codes
from entregent.door.sealing import unseal
from entregent.people.models import Session
from tests.people.cast import PASSWORD, join
from tests.people.second import code, give_totp, password
from tests.people.visit import hidden, press

HOME, TOTP, CODES = "/profil/securite/", "/profil/securite/application/", "/profil/securite/codes/"
PROOF, REMOVAL = "/connexion/confirmation/", "/profil/securite/application/retrait/"


@pytest.fixture
def client(agent, clock, enter) -> Client:
    return enter("ag1")


def secret_of(page) -> str:
    return re.search(r'translate="no">([A-Z2-7 ]+)<', page.content.decode())[1].replace(" ", "")


def set_up(client: Client):
    return client.post(TOTP, {"code": code(secret_of(client.get(TOTP)))})


# Setting up


def test_a_program_is_kept_once_it_has_shown_a_right_code(client, agent, posted, verbs):
    page = client.get(TOTP)
    assert secret_of(client.get(TOTP)) == secret_of(page)  # looking again changes nothing
    assert client.post(TOTP, {"code": "000000"}).status_code == 422
    assert not factors.has_any(agent.user_id)
    assert client.post(TOTP, {"code": code(secret_of(page))}).headers["Location"] == CODES
    assert factors.has_any(agent.user_id)
    assert verbs()[-1] == "people.factor.added"
    assert [mail.kind for mail in posted()] == ["people.factor.added"]
    assert client.get(TOTP).headers["Location"] == HOME


def test_the_code_that_set_it_up_does_not_sign_in(client):
    used = code(secret_of(client.get(TOTP)))
    client.post(TOTP, {"code": used})
    browser = Client()
    password(browser)
    assert browser.post("/connexion/code/", {"code": used}).status_code == 422


def test_the_picture_holds_the_same_secret_and_no_other_page_does(client, monkeypatch):
    from entregent.door.views import factors as view

    drawn = []
    real = view.qrcode.make
    monkeypatch.setattr(view.qrcode, "make", lambda text, **how: drawn.append(text) or real(text, **how))
    assert client.get(f"{TOTP}code.svg").status_code == 404
    secret = secret_of(client.get(TOTP))
    picture = client.get(f"{TOTP}code.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert b"style=" not in picture.content
    assert picture.content.startswith((b"<?xml", b"<svg"))
    assert f"secret={secret}&" in drawn[0]
    assert drawn[0].startswith("otpauth://totp/%C3%89diteur%20Alpha:agent%40example.org?")
    assert secret not in json.dumps(client.session.load())


def test_wrong_first_codes_are_throttled(client):
    client.get(TOTP)
    assert [client.post(TOTP, {"code": "000000"}).status_code for _ in range(5)] == [422] * 5
    late = client.post(TOTP, {"code": code(secret_of(client.get(TOTP)))})
    assert (late.status_code, late.headers["Retry-After"]) == (429, "2")


def test_the_twin_of_a_first_code_is_led_to_the_same_page(client, agent, monkeypatch, verbs):
    """It looked before the other one was kept."""
    page = client.get(TOTP)
    give_totp(agent.user)
    monkeypatch.setattr(factors, "has_totp", Mock(side_effect=[False, True]))
    assert client.post(TOTP, {"code": code(secret_of(page))}).headers["Location"] == CODES
    assert len(factors.factors_of(agent.user_id)) == 1
    assert "people.factor.added" not in verbs()


def test_the_other_sessions_end_when_a_second_step_is_added_or_removed(client, agent, enter):
    other = enter("ag1")
    set_up(client)
    assert other.get(HOME).status_code == 302
    assert client.get(HOME).status_code == 200
    other = Client()
    password(other)
    other.post("/connexion/code/", {"code": code(unseal(factors.factors_of(agent.user_id)[0].data["secret"]), away=1)})
    assert other.get(HOME).status_code == 200
    press(client, REMOVAL)
    assert other.get(HOME).status_code == 302
    assert client.get(HOME).status_code == 200


# Codes on paper


def test_the_ten_codes_are_shown_until_they_are_kept(client, agent):
    agent.house.name, agent.last_name = "L’École & Cie", "D'Arc"
    agent.house.save()
    agent.save()
    set_up(client)
    page = client.get(CODES).content.decode()
    assert all(one in page for one in recovery_codes.visible_codes(agent.user_id))
    saved = client.get(f"{CODES}fichier/")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    lines = saved.content.decode().splitlines()
    assert lines[0].endswith("L’École & Cie – Camille D'Arc")
    assert set(recovery_codes.visible_codes(agent.user_id)) <= set(lines)
    assert client.post(CODES).headers["Location"] == HOME
    assert client.get(CODES).headers["Location"] == HOME
    assert client.get(f"{CODES}fichier/").status_code == 404


def test_new_codes_kill_the_former_ones(client, agent, posted):
    set_up(client)
    old = recovery_codes.visible_codes(agent.user_id)[0]
    assert press(client, f"{CODES}renouvellement/").headers["Location"] == CODES
    assert not recovery_codes.use(agent.user_id, old.replace(" ", ""))
    assert posted()[-1].kind == "people.codes.renewed"


def test_without_a_second_step_there_are_no_codes(client):
    assert client.get(f"{CODES}renouvellement/").status_code == 404
    assert client.get(CODES).headers["Location"] == HOME


def test_codes_go_with_the_last_factor(client, agent, posted, verbs):
    set_up(client)
    assert press(client, REMOVAL).headers["Location"] == HOME
    assert not factors.has_any(agent.user_id)
    assert recovery_codes.unused_count(agent.user_id) == 0
    assert verbs()[-1] == posted()[-1].kind == "people.factor.removed"
    assert client.get(REMOVAL).status_code == 404
    assert password(Client()).headers["Location"] == "/"


# Proofs


DELICATE = [
    TOTP, f"{TOTP}code.svg", REMOVAL, CODES, f"{CODES}fichier/", f"{CODES}renouvellement/",
    "/profil/securite/cles/nouvelle/", "/profil/securite/cles/1/", "/profil/securite/cles/1/retrait/",
    "/profil/securite/appareils/3991f8d4-39c9-40de-b830-4fdbeabc57a6/fin/",
    "/profil/securite/appareils/autres/fin/",
    "/profil/securite/liens/nouveau/", "/profil/securite/liens/1/retrait/",
]  # fmt: skip


@pytest.mark.parametrize("path", DELICATE)
def test_what_is_delicate_asks_for_a_proof_after_ten_minutes(client, clock, path):
    clock.shift(timedelta(minutes=9, seconds=59))
    assert "confirmation" not in client.get(path).headers.get("Location", "")
    clock.shift(1)
    assert client.get(path).headers["Location"].startswith(PROOF)
    assert client.post(path, {"code": "1"}).headers["Location"].startswith(PROOF)


def test_a_stolen_session_alone_changes_nothing(client, agent, clock):
    set_up(client)
    fields = hidden(client.get(REMOVAL))
    clock.shift(timedelta(minutes=11))
    assert client.post(REMOVAL, fields).status_code == 303
    assert factors.has_any(agent.user_id)
    assert client.post(PROOF, {"password": "faux", "next": REMOVAL}).status_code == 422
    assert client.post(REMOVAL, fields).status_code == 303


def test_the_password_carries_on_to_what_was_asked(client, clock):
    clock.shift(timedelta(minutes=20))
    asked = client.get(TOTP).headers["Location"]
    assert asked == f"{PROOF}?next=%2Fprofil%2Fsecurite%2Fapplication%2F"
    before = client.cookies["session"].value
    response = client.post(PROOF, {"password": PASSWORD, "next": TOTP})
    assert (response.status_code, response.headers["Location"]) == (302, TOTP)
    assert client.cookies["session"].value != before
    assert client.get(TOTP).status_code == 200


def test_a_code_is_a_proof_too(client, agent, clock):
    give_totp(agent.user)
    clock.shift(timedelta(minutes=20))
    assert client.post(PROOF, {"code": "000000", "next": TOTP}).status_code == 422
    assert client.post(PROOF, {"code": code(), "next": HOME}).headers["Location"] == HOME
    assert client.get(REMOVAL).status_code == 200


def test_without_a_second_step_no_code_is_asked(client):
    assert 'name="code"' not in client.get(PROOF).content.decode()
    assert client.post(PROOF, {"code": "123456"}).status_code == 422


def test_guessing_at_the_proof_is_throttled(client):
    statuses = [client.post(PROOF, {"password": "faux"}).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]


def test_a_script_is_told_where_to_prove(client, clock):
    clock.shift(timedelta(minutes=11))
    response = client.post("/profil/securite/cles/question/", headers={"sec-fetch-dest": "empty"})
    assert response.status_code == 401
    assert response.json()["sign_in"].startswith(PROOF)


def test_nobody_is_sent_elsewhere_from_a_proof(client):
    from tests.door.test_sign_in import ELSEWHERE

    for address in ELSEWHERE:
        assert client.post(PROOF, {"password": PASSWORD, "next": address}).headers["Location"] == "/"


# Devices


def test_a_person_reads_where_they_are_signed_in(client, enter):
    enter("ag1", headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18) Version/18.0 Safari/604.1"})
    page = client.get(HOME).content.decode()
    assert "Safari" in page
    assert "iPhone" in page
    assert "127.0.0.0/24" in page
    assert "127.0.0.1" not in page
    assert page.count("/fin/") == 2  # the other one, and all the others


def test_another_device_is_signed_out_at_its_next_request(client, enter, verbs):
    other = enter("ag1")
    device = Session.objects.get(session_key=other.cookies["session"].value).device
    assert press(client, f"/profil/securite/appareils/{device}/fin/").headers["Location"] == HOME
    assert other.get("/essai/note/").status_code == 302
    assert client.get("/essai/note/").status_code == 200
    assert verbs()[-1] == "people.session.ended"


def test_all_the_others_are_signed_out_at_once(client, enter):
    others = [enter("ag1") for _ in range(2)]
    press(client, "/profil/securite/appareils/autres/fin/")
    assert [other.get("/essai/note/").status_code for other in others] == [302, 302]
    assert client.get("/essai/note/").status_code == 200


def test_a_device_that_is_not_ones_own_does_not_exist(client, place, enter):
    join(place, "other@example.org", place.agent, identifier="AG2")
    other = enter("ag2")
    foreign = Session.objects.get(session_key=other.cookies["session"].value).device
    mine = Session.objects.get(session_key=client.cookies["session"].value).device
    for device in (foreign, mine, uuid4()):
        assert client.get(f"/profil/securite/appareils/{device}/fin/").status_code == 404
    assert other.get("/essai/note/").status_code == 200
    assert client.get("/profil/securite/appareils/1/fin/").status_code == 404


def test_a_session_that_is_over_is_listed_no_more(client, enter, clock):
    enter("ag1")
    clock.shift(timedelta(minutes=40))
    assert client.get(HOME).content.decode().count("/fin/") == 2
    clock.shift(timedelta(minutes=21))
    assert client.get(HOME).content.decode().count("/fin/") == 0


def test_a_new_password_takes_the_others_off_the_list(client, enter):
    enter("ag1")
    values = {"title": "", "first_name": "C", "last_name": "R", "email": "agent@example.org", "phone": ""}
    new = "gravier-poulie-sonate-8"
    client.post("/profil/", {**values, "password1": new, "password2": new, "current_password": PASSWORD})
    assert Session.objects.exclude(user=None).count() == 1
    assert client.get(HOME).status_code == 200


def test_events_of_factors_hold_no_secret(client):
    set_up(client)
    assert Event.objects.get(verb="people.factor.added").particulars["kind"] == "totp"
