"""The second step of signing in: by a code, by a passkey, by a code on paper."""

import json
import threading
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from entregent.audit.models import Event
from entregent.door import codes, factors, recovery_codes
from entregent.people.models import Session, User
from tests.people.cast import PASSWORD
from tests.people.second import SECRET, code, give_totp, password
from tests.people.visit import is_in

CODE = "/connexion/code/"


@pytest.fixture
def guarded(agent, clock):
    """The agent, who has a code program."""
    give_totp(agent.user)
    return agent


def test_the_password_alone_leads_to_the_second_step(guarded, client):
    response = password(client, next="/essai/note/")
    assert (response.status_code, response.headers["Location"]) == (302, CODE)
    assert not is_in(client)
    assert "known" not in client.cookies


def test_a_code_opens_the_session_on_the_page_that_was_asked(guarded, client, verbs):
    password(client, next="/essai/note/")
    assert client.get(CODE).status_code == 200
    response = client.post(CODE, {"code": code()})
    assert (response.status_code, response.headers["Location"]) == (302, "/essai/note/")
    assert is_in(client)
    assert verbs() == ["people.signin.opened"]
    assert client.cookies["known"].value


@pytest.mark.parametrize("address", ["//evil.example", "https:evil.example", "/\\evil.example", "/%09//evil", "None"])
def test_the_second_step_sends_nobody_elsewhere(guarded, client, address):
    password(client, next=address)
    assert client.post(CODE, {"code": code()}).headers["Location"] in ("/", "/%09//evil")


def test_whoever_has_none_is_asked_for_none(agent, client):
    assert password(client).headers["Location"] == "/"


@pytest.mark.parametrize("typed", ["{} {}", " {}-{} ", "{}{}"])
def test_spaces_in_a_code_do_no_harm(guarded, client, typed):
    password(client)
    assert client.post(CODE, {"code": typed.format(code()[:3], code()[3:])}).status_code == 302


@pytest.mark.parametrize("away", [-1, 0, 1])
def test_a_clock_half_a_minute_off_does_no_harm(guarded, client, away):
    password(client)
    assert client.post(CODE, {"code": code(away=away)}).status_code == 302


@pytest.mark.parametrize("typed", ["", "x", "000000", "é", "\0", "1" * 41, "１２３４５６"])
def test_what_is_no_code_is_answered_kindly(guarded, client, typed):
    password(client)
    response = client.post(CODE, {"code": typed})
    assert response.status_code == 422
    assert not is_in(client)


@pytest.mark.parametrize("away", [-2, 2, 60])
def test_codes_of_another_time_are_refused(guarded, client, away):
    password(client)
    assert client.post(CODE, {"code": code(away=away)}).status_code == 422


def test_a_code_is_of_use_once(guarded, clock):
    used = code()
    for status in (302, 422):
        browser = Client()
        password(browser)
        response = browser.post(CODE, {"code": used})
        assert response.status_code == status
    assert "déjà servi" in response.content.decode() or "used already" in response.content.decode()
    assert codes.judge_program(guarded.user_id, code(away=-1)) is codes.Judged.USED  # nor one shown before it
    clock.shift(timedelta(seconds=30))
    assert codes.judge_program(guarded.user_id, code()) is codes.Judged.RIGHT


@pytest.mark.django_db(transaction=True)
def test_of_the_same_code_sent_at_once_one_is_right(guarded):
    seen, used = [], code()

    def send():
        seen.append(codes.judge_program(guarded.user_id, used))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.name for one in seen) == ["RIGHT", "USED", "USED", "USED"]


def test_the_session_id_changes_at_each_step(guarded, client):
    client.get("/essai/note/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["session"] = ids = session.session_key
    password(client)
    between = client.cookies["session"].value
    client.post(CODE, {"code": code()})
    assert len({ids, between, client.cookies["session"].value}) == 3
    for old in (ids, between):
        stranger = Client()
        stranger.cookies["session"] = old
        assert not is_in(stranger)


def test_after_five_wrong_codes_one_waits_wherever_one_is(guarded, clock):
    """Whoever is asked for a code has given the password: places do not count."""
    for number in range(6):
        browser = Client(REMOTE_ADDR=f"198.51.{number}.7")
        password(browser)
        response = browser.post(CODE, {"code": "000000"})
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "2"
    assert browser.post(CODE, {"code": code()}).status_code == 429


def test_many_wrong_codes_are_few_judged(guarded, client, clock, monkeypatch):
    judged = []
    real = codes.judge_program
    monkeypatch.setattr(codes, "judge_program", lambda *given: judged.append(given) or real(*given))
    password(client)
    for _ in range(60):
        client.post(CODE, {"code": "000000"})
        clock.shift(timedelta(seconds=1))
    assert len(judged) <= 10


def test_a_browser_that_signed_in_before_has_a_count_of_its_own(guarded, client, clock):
    password(client)
    client.post(CODE, {"code": code()})
    client.post("/deconnexion/")
    stranger = Client()
    password(stranger)
    for _ in range(9):
        stranger.post(CODE, {"code": "000000"})
    clock.shift(timedelta(seconds=30))
    password(client)
    assert client.post(CODE, {"code": code()}).status_code == 302


def test_a_wrong_code_is_noted_without_what_was_typed(guarded, client):
    password(client)
    client.post(CODE, {"code": "918273"})
    event = Event.objects.get(verb="people.code.refused")
    assert (event.record_id, event.house_id) == (str(guarded.user_id), guarded.house_id)
    assert "918273" not in json.dumps(event.particulars)


def test_nobody_reaches_the_second_step_without_the_password(guarded, client):
    assert client.get(CODE).headers["Location"] == "/connexion/"
    assert client.post(CODE, {"code": code()}).headers["Location"] == "/connexion/"
    assert not is_in(client)


def test_a_second_step_left_alone_is_forgotten(guarded, client, clock):
    password(client)
    clock.shift(timedelta(minutes=16))
    assert client.post(CODE, {"code": code()}).headers["Location"] == "/connexion/"


def test_one_may_give_up_and_sign_in_as_somebody_else(guarded, client):
    password(client)
    assert client.post("/connexion/code/abandon/").headers["Location"] == "/connexion/"
    assert client.post(CODE, {"code": code()}).headers["Location"] == "/connexion/"


def test_a_code_on_paper_replaces_the_telephone_once(guarded, client):
    paper = recovery_codes.visible_codes(guarded.user_id)[3]
    password(client)
    assert client.post(CODE, {"code": paper}).status_code == 302
    assert recovery_codes.unused_count(guarded.user_id) == 9
    again = Client()
    password(again)
    assert again.post(CODE, {"code": paper}).status_code == 422


def test_codes_on_paper_are_ten_and_hidden_after_half_an_hour(guarded, clock):
    shown = recovery_codes.visible_codes(guarded.user_id)
    assert len(set(shown)) == 10
    assert all(len(one) == 11 for one in shown)
    clock.shift(timedelta(minutes=30))
    assert recovery_codes.visible_codes(guarded.user_id) == []


def test_nothing_at_rest_tells_a_code(guarded):
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    assert not any(one.replace(" ", "") in kept for one in recovery_codes.visible_codes(guarded.user_id))


def test_a_new_password_keeps_the_second_step(guarded, client):
    from entregent.door import resets

    user = User.objects.get(pk=guarded.user_id)
    user.set_password("gravier-poulie-sonate-8")
    user.save()
    assert resets.tokens.make_token(user)
    client.post("/connexion/", {"login": "ag1", "password": "gravier-poulie-sonate-8"})
    assert not is_in(client)
    assert client.post(CODE, {"code": code()}).status_code == 302


def test_a_former_secret_key_still_opens_what_it_sealed(guarded, settings):
    old, settings.SECRET_KEY = settings.SECRET_KEY, "x" * 50
    settings.SECRET_KEY_FALLBACKS = [old]
    assert codes.judge_program(guarded.user_id, "000000") is codes.Judged.WRONG
    assert factors.renew_seals() == 2
    assert factors.renew_seals() == 0
    settings.SECRET_KEY_FALLBACKS = []
    assert codes.judge_program(guarded.user_id, code()) is codes.Judged.RIGHT
    assert len(recovery_codes.visible_codes(guarded.user_id)) == 10


def test_a_secret_whose_key_is_gone_is_a_wrong_code_and_no_error(guarded, settings, client):
    password(client)
    settings.SECRET_KEY_FALLBACKS = []
    Authenticator.objects.update(data={"secret": "gone", "seed": "gone", "used_mask": 0})
    for typed in ("123456", "1234567890"):
        assert client.post(CODE, {"code": typed}).status_code == 422
    assert factors.renew_seals() == 0


def test_an_invited_person_who_has_a_second_step_gives_it_too(guarded, place, handler, posted):
    from entregent.door.invitations import invite
    from entregent.people.viewer import Viewer
    from tests.door.test_resets import path_in
    from tests.people.cast import found, join

    elsewhere = found("Éditeur Bêta", "beta")
    manager = join(elsewhere, "chef@example.org", elsewhere.manager)
    invite(
        by=Viewer.wearing(manager), email="agent@example.org", first_name="C", last_name="R",
        roles=[elsewhere.agent], party=elsewhere.party,
    )  # fmt: skip
    path = path_in(posted()[-1].text)
    client = Client()
    assert client.post(path, {"password": PASSWORD}).headers["Location"] == CODE
    assert not is_in(client)
    client.post(CODE, {"code": code()})
    assert is_in(client)
    assert client.session["membership"] != guarded.pk


def test_a_session_says_where_it_is(guarded, client):
    password(client)
    client.post(CODE, {"code": code()}, headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/130.0"})
    row = Session.objects.exclude(user=None).get()
    assert (row.browser, row.system, row.network) == ("Firefox", "Windows", "127.0.0.0/24")
