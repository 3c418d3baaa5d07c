import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from entregent.jobs.models import Job
from entregent.people.models import Block, User
from tests.door.test_sign_in import TOKENS
from tests.people.cast import PASSWORD

NEW = "gravier-poulie-sonate-8"


def ask(login: str, **meta):
    return Client().post("/mot-de-passe-oublie/", {"email": login}, **meta)


@pytest.fixture
def link(agent, work, posted) -> str:
    """The path of a link just received by mail."""
    ask("agent@example.org")
    work()
    return path_in(posted()[-1].text)


def path_in(text: str) -> str:
    found = re.search(rf"{re.escape(settings.ENTREGENT_URL)}(/\S+)", text)
    assert found, text
    return found[1]


def choose(link: str, password: str = NEW, again: str | None = None, client: Client | None = None):
    data = {"password1": password, "password2": password if again is None else again}
    return (client or Client()).post(link, data)


def test_the_same_answer_and_work_whether_the_account_exists(agent):
    seen = []
    for login in ("agent@example.org", "personne@example.org", "AG1", "AG9"):
        with CaptureQueriesContext(connection) as queries:
            response = ask(login)
        headers = {name: value for name, value in response.headers.items() if name != "X-Request-Reference"}
        page = Client().get(response.headers["Location"])
        seen.append((response.status_code, headers, len(queries), TOKENS.sub("", page.content.decode())))
    assert seen[0][0] == 302
    assert all(one == seen[0] for one in seen[1:])
    assert Job.objects.count() == 4


@pytest.mark.parametrize("login", ["agent@example.org", "AGENT@example.org", "ag1"])
def test_the_mail_holds_one_link_of_the_configured_address(agent, work, posted, login):
    ask(login)
    work()
    (mail,) = posted()
    assert (mail.to_address, mail.language) == ("agent@example.org", "fr")
    assert set(re.findall(r"https?://[^/\s\"]+", mail.text + mail.html)) == {settings.ENTREGENT_URL}


@pytest.mark.parametrize("login", ["personne@example.org", "AG9", "", "x" * 300])
def test_nobody_else_is_written_to(agent, work, posted, login):
    ask(login)
    work()
    assert posted() == []


def test_who_may_not_come_in_is_not_written_to(agent, work, posted):
    Block(membership=agent).save()
    ask("ag1")
    work()
    assert posted() == []


@pytest.mark.parametrize(
    "header", [{"Host": "evil.test"}, {"X-Forwarded-Host": "evil.test"}, {"Forwarded": "host=evil.test"}]
)
def test_a_forged_host_changes_no_link(agent, work, posted, header):
    response = ask("agent@example.org", headers=header)
    work()
    assert response.status_code == 400 or "evil" not in posted()[-1].text + posted()[-1].html


def test_looking_at_the_link_uses_nothing_up(link, agent):
    assert [Client().get(link).status_code for _ in range(3)] == [200, 200, 200]
    assert Client().head(link).status_code in (200, 405)
    assert choose(link).status_code == 302
    assert Client().post("/connexion/", {"login": "ag1", "password": NEW}).status_code == 302


def test_the_link_works_once(link):
    choose(link)
    assert choose(link, "rivet!sablier!girafe").status_code == 410
    assert Client().get(link).status_code == 410
    assert User.objects.get().check_password(NEW)


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 410)])
def test_the_link_lives_an_hour(agent, work, posted, minutes, status):
    with time_machine.travel("2026-11-23 10:00Z", tick=False) as clock:
        ask("ag1")
        work()
        clock.shift(timedelta(minutes=minutes))
        assert Client().get(path_in(posted()[-1].text)).status_code == status


def test_the_link_dies_with_the_address(link):
    User.objects.update(email="other@example.org")
    assert choose(link).status_code == 410


def test_all_sessions_end_and_the_owner_is_told(link, agent, enter, posted, verbs, work):
    ask("ag1")  # a second link, asked after the person signed in again, replaces the first
    client = enter("ag1")
    ask("ag1")
    work()
    choose(path_in(posted()[-1].text))
    assert client.get("/profil/").status_code == 302
    assert posted()[-1].kind == "people.password.changed"
    assert verbs()[-1] == "people.password.changed"


@pytest.mark.parametrize(
    ("password", "again"), [("court", None), ("Motdepasse2026!!", None), (NEW, "autre"), ("", None)]
)
def test_a_refused_password_leaves_the_link_alive(link, password, again):
    assert choose(link, password, again).status_code == 422
    assert User.objects.get().check_password(PASSWORD)
    assert Client().get(link).status_code == 200


def test_the_page_of_a_link_tells_its_address_to_nobody(link):
    assert Client().get(link).headers["Referrer-Policy"] == "strict-origin"
    assert choose(link, "court").headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in Client().get(link).headers["Cache-Control"]


@pytest.mark.parametrize("path", ["1-x", "zzzzzzzzzzzzz-abc", "0-abc-def", "1-" + "a" * 80])
def test_made_up_links_are_gone(db, path):
    assert Client().get(f"/mot-de-passe-oublie/{path}/").status_code == 410


def test_asking_again_and_again_is_answered_the_same_and_does_nothing(agent):
    for _ in range(10):
        assert ask("ag1").status_code == 302
    assert Job.objects.count() == 3
    assert ask("ag1", REMOTE_ADDR="198.51.100.7").status_code == 302
    assert Job.objects.count() == 4


def test_many_places_cannot_make_the_portal_write_to_one(agent):
    for number in range(14):
        assert ask("ag1", REMOTE_ADDR=f"198.51.{number}.7").status_code == 302
    assert Job.objects.count() == 10


def test_one_place_cannot_make_the_portal_write_to_many(agent):
    for number in range(40):
        ask(f"somebody-{number}@example.org")
    assert Job.objects.count() <= 21
