"""« Je ne suis pas un robot » at the door: whom it is asked of, what it refuses, and the link by mail in its place."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from entregent.door import proof
from entregent.door.throttle import Counter, count_try
from entregent.jobs.models import Job
from entregent.people.models import Block
from entregent.proofs import challenge, pass_by_mail
from entregent.proofs.challenge import Challenge
from entregent.proofs.models import Spent
from tests.people.cast import PASSWORD, join
from tests.proofs.work import LIGHT, answer

KEYS = ["connexion", "mot-de-passe"]


@pytest.fixture(autouse=True)
def asked(settings, db):
    settings.PROOF_BITS, settings.PROOF_MOST_BITS = LIGHT, LIGHT + 4


def made(key: str = "connexion", client: Client | None = None) -> str:
    """As the page does it: ask for the work, then do it."""
    told = (client or Client()).get(f"/preuve/{key}/").json()
    return answer(Challenge(told["token"], told["nonce"], told["bits"], told["parts"]))


def enter(given: str | None = None, client: Client | None = None, login: str = "ag1", password: str = PASSWORD):
    typed = {"login": login, "password": password} | ({} if given is None else {"proof": given})
    return (client or Client()).post("/connexion/", typed)


def told(response) -> str:
    assert response.status_code == 422
    return response.content.decode()


# At sign-in


def test_one_comes_in_with_a_proof(agent):
    assert enter(made()).status_code == 302


@pytest.mark.parametrize("given", [None, "", "on", "x~1.2.3"])
def test_without_a_proof_the_password_is_not_even_looked_at(agent, judged, given):
    page = told(enter(given))
    assert judged == []
    assert 'value="ag1"' in page  # what was typed is kept
    assert PASSWORD not in page  # but the password
    assert "/preuve/connexion/courriel/" in page


def test_a_proof_lets_one_password_be_tried(agent, judged):
    given = made()
    told(enter(given, password="faux"))
    assert "a déjà servi" in told(enter(given)) or "has served already" in told(enter(given))
    assert judged == ["faux"]


def test_a_proof_of_another_form_is_refused(agent, judged):
    told(enter(made("mot-de-passe")))
    assert judged == []


def test_a_proof_that_is_too_old_is_refused(agent, judged):
    with time_machine.travel("2026-11-23 12:00Z", tick=False) as clock:
        given = made()
        clock.shift(timedelta(minutes=11))
        told(enter(given))
    assert judged == []


def test_proofs_gathered_before_failures_are_too_easy_after_them(agent, judged):
    """Otherwise one would ask for a hundred light ones first."""
    kept = made()
    for _ in range(4):
        enter(made(), password="faux")
    judged.clear()
    told(enter(kept))
    assert judged == []


def test_work_grows_with_failures_from_the_same_place_and_not_elsewhere(agent):
    bits = [Client().get("/preuve/connexion/").json()["bits"]]
    for _ in range(4):
        enter(made(), password="faux")
        bits.append(Client().get("/preuve/connexion/").json()["bits"])
    assert bits == [LIGHT, LIGHT, LIGHT + 1, LIGHT + 1, LIGHT + 2]
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert elsewhere.get("/preuve/connexion/").json()["bits"] == LIGHT


def test_what_was_right_makes_no_work_longer(agent):
    for _ in range(4):
        assert enter(made()).status_code == 302
    assert Client().get("/preuve/connexion/").json()["bits"] == LIGHT


def test_a_browser_that_signed_in_before_is_asked_for_nothing(agent):
    mine = Client()
    assert "id_proof" in mine.get("/connexion/").content.decode()
    enter(made(), mine)
    mine.post("/deconnexion/")
    assert "id_proof" not in mine.get("/connexion/").content.decode()
    assert enter(client=mine, password="faux").status_code == 422
    assert "id_proof" not in enter(client=mine, password="faux").content.decode()
    assert enter(client=mine).status_code == 302
    assert Spent.objects.count() == 1


def test_it_is_known_for_its_own_people_only(place, agent, judged):
    join(place, "other@example.org", place.agent, identifier="AG2")
    mine = Client()
    enter(made(), mine)
    mine.post("/deconnexion/")
    judged.clear()
    assert "id_proof" in told(enter(client=mine, login="ag2"))
    assert judged == []
    assert enter(made(), mine, login="ag2").status_code == 302


def test_a_forged_mark_of_a_known_browser_hides_the_box_and_opens_nothing(agent, judged):
    forger = Client()
    forger.cookies["known"] = "forged"
    told(enter(client=forger))
    assert judged == []


def test_a_proof_is_kept_while_another_field_is_wrong(agent):
    """It was not used: nobody works twice for an empty field."""
    given = made()
    page = told(enter(given, login=""))
    assert f'value="{given}" checked' in page
    assert Spent.objects.count() == 0
    assert enter(given).status_code == 302


def test_after_a_wrong_password_the_box_is_to_be_ticked_again(agent):
    given = made()
    page = told(enter(given, password="faux"))
    assert given not in page
    assert re.search(r'id="id_proof" name="proof" value=""', page)


def test_nothing_tells_whether_an_account_exists(agent):
    seen = []
    for login in ("ag1", "ag9"):
        for given in (None, made()):
            with CaptureQueriesContext(connection) as queries:
                response = enter(given, login=login, password="faux")
            seen.append((given is None, response.status_code, len(queries)))
    assert len(set(seen)) == 2


def test_an_installation_may_do_without(agent, settings):
    settings.PROOF_BITS = 0
    assert "id_proof" not in Client().get("/connexion/").content.decode()
    assert enter().status_code == 302


def test_whoever_waits_is_told_so_still(agent, judged):
    for _ in range(5):
        enter(made(), password="faux")
    assert enter(made()).status_code == 429


# At the forgotten password


def forget(given: str, login: str = "ag1"):
    return Client().post("/mot-de-passe-oublie/", {"email": login, "proof": given})


def test_a_forgotten_password_asks_for_a_proof_too(agent):
    assert 'value="ag1"' in told(forget(""))
    assert Job.objects.count() == 0
    given = made("mot-de-passe")
    assert forget(given).status_code == 302
    told(forget(given))
    assert Job.objects.count() == 1


# The link by mail


def ask_link(login: str, key: str = "connexion", page: str = "", **meta):
    return Client().post(f"/preuve/{key}/courriel/", {"login": login, "page": page}, **meta)


@pytest.fixture
def link(agent, work, posted) -> str:
    ask_link("agent@example.org", page="/connexion/?next=%2Fprofil%2F")
    work()
    found = re.search(rf"{re.escape(settings.ENTREGENT_URL)}(/\S+)", posted()[-1].text)
    assert found
    return found[1]


def pass_in(page: str) -> str:
    return re.search(r'name="proof" value="([^"]+)" checked', page)[1]


def test_the_link_opens_the_same_form_with_its_proof_made(link):
    assert link.startswith("/connexion/?next=%2Fprofil%2F&preuve=")
    browser = Client()
    given = pass_in(browser.get(link).content.decode())
    response = browser.post(link, {"login": "ag1", "password": PASSWORD, "proof": given, "next": "/profil/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/profil/")


def test_looking_at_the_link_uses_nothing_up_and_using_it_does(link):
    assert len({pass_in(Client().get(link).content.decode()) for _ in range(3)}) == 1
    enter(pass_in(Client().get(link).content.decode()), password="faux")
    assert "checked" not in Client().get(link).content.decode()


def test_the_link_is_gone_after_a_quarter_of_an_hour(agent, work, posted):
    with time_machine.travel("2026-11-23 12:00Z", tick=False) as clock:
        token = pass_by_mail.make("connexion")
        clock.shift(timedelta(minutes=16))
        assert "checked" not in Client().get(f"/connexion/?preuve={token}").content.decode()
        told(enter(token))


@pytest.mark.parametrize("login", ["personne@example.org", "AG9", "x" * 250])
def test_nobody_else_is_written_to(agent, work, posted, login):
    assert ask_link(login).status_code == 302
    work()
    assert posted() == []


def test_who_may_not_come_in_is_not_written_to(agent, work, posted):
    Block(membership=agent).save()
    ask_link("ag1")
    work()
    assert posted() == []


def test_the_same_answer_and_work_whether_the_account_exists(agent):
    seen = []
    for login in ("agent@example.org", "personne@example.org", "ag9"):
        with CaptureQueriesContext(connection) as queries:
            response = ask_link(login)
        seen.append((response.status_code, response.headers["Location"], len(queries)))
    assert len(set(seen)) == 1
    assert Job.objects.count() == 3


def test_asking_again_and_again_is_answered_the_same_and_does_nothing(agent):
    assert {ask_link("ag1").status_code for _ in range(10)} == {302}
    assert Job.objects.count() == 3


def test_many_places_cannot_make_the_portal_write_to_one(agent):
    for number in range(14):
        ask_link("ag1", REMOTE_ADDR=f"198.51.{number}.7")
    assert Job.objects.count() == 10


def test_one_place_cannot_make_the_portal_write_to_many(agent):
    with time_machine.travel("2026-11-23 12:00Z", tick=False):
        for number in range(22):
            ask_link(f"somebody-{number}@example.org")
    assert Job.objects.count() == 20


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example", "/profil/", "/nulle-part/", "/connexion"])
def test_the_link_leads_to_its_own_form_only(agent, work, posted, page):
    ask_link("ag1", page=page)
    work()
    found = re.search(rf"{re.escape(settings.ENTREGENT_URL)}(/\S+)", posted()[-1].text)
    assert found[1].startswith("/connexion/?preuve=")


def test_an_empty_address_is_told(agent):
    assert told(ask_link(""))


@pytest.mark.parametrize("key", KEYS)
def test_the_form_leads_to_the_link_and_back(agent, key):
    page = {"connexion": "/connexion/", "mot-de-passe": "/mot-de-passe-oublie/"}[key]
    shown = Client().get(page).content.decode()
    assert f'href="/preuve/{key}/courriel/?page={quote(page, safe="")}"' in shown
    assert f'href="{page}"' in Client().get(f"/preuve/{key}/courriel/?page={page}").content.decode()


def test_the_work_is_kept_by_no_cache(agent):
    assert "no-store" in Client().get("/preuve/connexion/").headers["Cache-Control"]


def test_a_counter_that_was_never_touched_counts_nothing(rf):
    assert proof.SIGN_IN.failures(rf.get("/")) == 0
    count_try(Counter(proof.PASSWORDS, "password.place", ("127.0.0.0/24",)))
    assert proof.SIGN_IN.failures(rf.get("/")) == 1


def test_a_planted_judge_that_believes_everything_is_noticed(agent, judged, monkeypatch):
    """The control of the tests above: without the work being checked, an invented answer would pass."""
    monkeypatch.setattr(challenge, "does_the_work", lambda ticket, numbers: True)
    token = Client().get("/preuve/connexion/").json()["token"]
    assert enter(f"{token}~1").status_code == 302
    assert judged == [PASSWORD]
