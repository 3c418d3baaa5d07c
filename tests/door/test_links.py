"""Personal links: bound to one browser at first use, of no use elsewhere."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from entregent.door import personal_links
from entregent.door.throttle import LINKS, Counter
from entregent.people.models import PersonalLink, Session, Throttle
from entregent.people.rights import HAVE_LINK
from tests.people.cast import join
from tests.people.second import code, give_totp
from tests.people.visit import hidden, is_in, press

NEW = "/profil/securite/liens/nouveau/"


@pytest.fixture
def owner(place, clock):
    place.agent.rights = [*place.agent.rights, HAVE_LINK]
    place.agent.save()
    return join(place, "agent@example.org", place.agent, identifier="AG1")


@pytest.fixture
def client(owner, enter) -> Client:
    return enter("ag1")


@pytest.fixture
def path(client) -> str:
    """Of a new link."""
    page = press(client, NEW, name="Poste du cabinet")
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "strict-origin"
    return re.search(r"http://127\.0\.0\.1:8000(/acces/[^<\"]+)", page.content.decode())[1]


def test_a_link_is_shown_once_and_kept_as_a_digest(path, client, posted, verbs):
    token = path.split("/")[2]
    assert len(token) >= 43  # 256 bits
    assert token not in str(list(PersonalLink.objects.values()))
    assert token not in client.get("/profil/securite/").content.decode()
    assert "Poste du cabinet" in client.get("/profil/securite/").content.decode()
    assert verbs()[-1] == posted()[-1].kind == "people.link.created"
    assert token not in posted()[-1].text


def test_looking_at_the_page_uses_nothing_up(path):
    page = Client().get(path)
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert not PersonalLink.objects.get().is_bound


def test_its_first_browser_comes_in_by_it_and_again(path, verbs, posted):
    browser = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0"})
    for _ in range(2):
        assert browser.post(path).headers["Location"] == "/"
        assert is_in(browser)
        browser.post("/deconnexion/")
    assert verbs().count("people.link.bound") == 1
    assert [mail.kind for mail in posted()] == ["people.link.created", "people.link.bound"]
    link = PersonalLink.objects.get()
    assert (link.browser, link.system) == ("Chrome", "Linux")
    assert link.used_at is not None
    cookie = browser.cookies["browser"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert link.browser_hash != cookie.value


def test_another_browser_is_led_to_sign_in_and_the_owner_is_told_once_in_a_while(path, posted, verbs):
    Client().post(path)
    thief = Client()
    for _ in range(3):
        assert thief.post(path).headers["Location"] == "/connexion/"
    forged = Client()
    forged.cookies["browser"] = "x" * 43
    assert forged.post(path).headers["Location"] == "/connexion/"
    assert not is_in(thief)
    assert not is_in(forged)
    assert [mail.kind for mail in posted()].count("people.link.refused") == 1
    assert verbs().count("people.link.refused") == 4


@pytest.mark.django_db(transaction=True)
def test_of_two_browsers_that_come_first_at_once_one_gets_it(path):
    import threading

    seen = []

    def come():
        seen.append(Client().post(path).headers["Location"])
        connection.close()

    threads = [threading.Thread(target=come) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == ["/", "/connexion/"]


def test_a_revoked_link_opens_nothing_and_ends_what_it_opened(path, client, verbs):
    browser = Client()
    browser.post(path)
    link = PersonalLink.objects.get()
    press(client, f"/profil/securite/liens/{link.pk}/retrait/")
    assert not is_in(browser)
    assert is_in(client)
    assert browser.get(path).status_code == browser.post(path).status_code == 410
    assert verbs()[-1] == "people.link.revoked"


def test_nobody_revokes_the_link_of_somebody_else(path, place, enter):
    join(place, "other@example.org", place.agent, identifier="AG2")
    other = enter("ag2")
    assert other.get(f"/profil/securite/liens/{PersonalLink.objects.get().pk}/retrait/").status_code == 404


def test_it_is_no_proof_of_who_sits_there(path):
    browser = Client()
    browser.post(path)
    assert browser.get("/profil/securite/").status_code == 200
    assert browser.get("/profil/securite/application/").headers["Location"].startswith("/connexion/confirmation/")


def test_the_second_step_is_asked_all_the_same(path, owner):
    give_totp(owner.user)
    browser = Client()
    assert browser.post(path).headers["Location"] == "/connexion/code/"
    assert not is_in(browser)
    browser.post("/connexion/code/", {"code": code()})
    assert is_in(browser)
    assert Session.objects.get(session_key=browser.cookies["session"].value).link_id == PersonalLink.objects.get().pk


@pytest.mark.parametrize("change", ["right", "health", "staff", "closed", "blocked"])
def test_a_link_opens_nothing_once_its_owner_may_have_none(path, owner, place, change):
    role = owner.role_in("support")
    if change == "right":
        role.rights = []
    elif change == "health":
        role.sees_health_data = True
    elif change == "staff":
        join(place, "agent@example.org", place.handler)
    elif change == "closed":
        owner.user.is_active = False
        owner.user.save()
    else:
        from entregent.people.models import Block

        Block(membership=owner).save()
    role.save()
    browser = Client()
    assert browser.get(path).status_code == browser.post(path).status_code == 410
    assert not is_in(browser)


def test_who_may_not_have_one_sees_nothing_of_it(place, handler, enter, clock):
    place.handler.rights = [*place.handler.rights, HAVE_LINK]
    place.handler.save()
    client = enter("handler@example.org")
    assert client.get(NEW).status_code == 404
    assert "/liens/" not in client.get("/profil/securite/").content.decode()


def test_five_links_are_enough(client):
    statuses = [press(client, NEW, name=f"Poste {number}").status_code for number in range(6)]
    assert statuses == [200] * 5 + [409]


@pytest.mark.parametrize("name", ["", "x" * 61, "a\0b"])
def test_a_bad_name_is_told(client, name):
    assert press(client, NEW, name=name).status_code == 422
    assert not PersonalLink.objects.exists()


def test_what_was_typed_comes_back_after_the_proof(client, clock):
    from tests.door.test_security import PROOF
    from tests.people.cast import PASSWORD

    typed = {**hidden(client.get(NEW)), "name": "Poste de l’accueil", "back": NEW}
    clock.shift(timedelta(minutes=11))
    asked = client.post(NEW, typed)
    assert asked.headers["Location"].startswith(PROOF)
    assert client.post(PROOF, {"password": PASSWORD, "next": NEW}).headers["Location"] == NEW
    assert "Poste de l’accueil" in client.get(NEW).content.decode()
    assert not PersonalLink.objects.exists()


def test_trying_links_is_throttled(db, clock):
    browser = Client()
    statuses = {browser.get(reverse("personal-link", args=[f"x{number}"])).status_code for number in range(21)}
    assert statuses <= {410, 429}
    assert browser.get(reverse("personal-link", args=["x"])).headers.get("Retry-After")


def test_a_link_that_is_right_is_no_try(path):
    """A whole office comes in from one place each morning."""
    browser = Client()
    assert {browser.get(path).status_code for _ in range(12)} == {200}
    assert {browser.post(path).headers["Location"] for _ in range(12)} == {"/"}
    assert Throttle.objects.get(key=link_tries()).failures == 0
    Client().post(path)
    assert Throttle.objects.get(key=link_tries()).failures == 1


def link_tries() -> str:
    return Counter(LINKS, "link", ("127.0.0.0/24",)).key


def test_over_https_the_cookie_is_of_this_host_alone(settings):
    settings.SESSION_COOKIE_SECURE = True
    assert personal_links.cookie_name() == "__Host-browser"
