"""« Rester connecté sur cet appareil », and what a page learns of the session's end."""

from datetime import timedelta

import pytest
from django.test import Client

from entregent.people.models import Session
from tests.people.cast import join
from tests.people.second import code, give_totp, password
from tests.people.test_kept_forms import fill
from tests.people.visit import hidden, is_in


def test_a_customer_stays_signed_in_for_thirty_days(agent, clock, client):
    password(client, remember="on")
    assert client.cookies["session"]["max-age"] == 30 * 24 * 3600
    clock.shift(timedelta(days=29, hours=23))
    assert is_in(client)
    clock.shift(timedelta(hours=1))
    assert not is_in(client)


def test_without_the_tick_nothing_outlives_the_browser(agent, clock, client):
    password(client)
    assert client.cookies["session"]["max-age"] == ""
    assert not Session.objects.exclude(user=None).get().is_remembered


@pytest.mark.parametrize("who", ["staff", "health"])
def test_staff_and_who_sees_health_data_are_not_remembered_and_are_told(place, handler, agent, clock, client, who):
    role = agent.role_in("support")
    role.sees_health_data = True
    role.save()
    password(client, "handler@example.org" if who == "staff" else "ag1", remember="on")
    assert client.cookies["session"]["max-age"] == ""
    assert len(client.get("/profil/").context["messages"]) == 1
    clock.shift(timedelta(minutes=30))
    assert not is_in(client)


def test_whoever_joins_the_staff_is_remembered_no_more(place, agent, clock, client):
    password(client, remember="on")
    clock.shift(timedelta(minutes=31))
    join(place, "agent@example.org", place.handler)
    assert not is_in(client)


def test_it_holds_over_the_second_step(agent, clock, client):
    give_totp(agent.user)
    password(client, remember="on")
    client.post("/connexion/code/", {"code": code()})
    assert Session.objects.exclude(user=None).get().is_remembered


def test_what_one_ticked_does_not_hold_for_the_next(agent, clock, client):
    give_totp(agent.user)
    password(client, remember="on")
    client.post("/connexion/code/abandon/")
    password(client)
    client.post("/connexion/code/", {"code": code()})
    assert not Session.objects.exclude(user=None).get().is_remembered


def test_the_tick_is_not_offered_where_only_staff_sign_in(agent, handler, enter):
    assert 'name="remember"' in Client().get("/connexion/").content.decode()
    desk = enter("handler@example.org")
    desk.post("/deconnexion/")
    assert 'name="remember"' not in desk.get("/connexion/").content.decode()
    password(desk)
    desk.post("/deconnexion/")
    assert 'name="remember"' in desk.get("/connexion/").content.decode()


# The end of a session, as a page learns of it


def test_a_page_learns_what_is_left_and_asking_keeps_nothing_alive(agent, clock, enter):
    client = enter("ag1")
    assert client.get("/session/").json() == {"idle": 3600, "whole": 86400}
    for _ in range(3):
        clock.shift(timedelta(minutes=15))
        left = client.get("/session/").json()
    assert left == {"idle": 900, "whole": 86400 - 2700}
    clock.shift(timedelta(minutes=15))
    assert client.get("/session/").status_code == 302


def test_one_key_carries_on_and_never_beyond_the_whole(agent, handler, clock, enter):
    client = enter("handler@example.org")
    for _ in range(24):
        clock.shift(timedelta(minutes=29, seconds=50))
        assert client.post("/session/suite/").json()["idle"] == 1800
    left = client.get("/session/").json()
    assert left["whole"] == 240
    clock.shift(timedelta(minutes=5))
    assert client.post("/session/suite/", headers={"sec-fetch-dest": "empty"}).status_code == 401


def test_a_page_bears_what_is_left(agent, clock, enter):
    page = enter("ag1").get("/profil/").content.decode()
    assert 'data-idle="3600"' in page
    assert 'data-whole="86400"' in page
    assert 'id="ending"' not in Client().get("/connexion/").content.decode()


def test_a_form_whose_session_ended_is_kept_behind_the_sign_in(agent, clock, enter):
    client = enter("ag1")
    typed = fill(client, "Un texte à garder")
    clock.shift(timedelta(hours=2))
    response = client.post("/session/reprise/", typed)
    assert (response.status_code, response.headers["Location"]) == (303, "/connexion/?next=%2Fessai%2Fnote%2F")
    page = password(client, next="/essai/note/")
    assert "Un texte à garder" in client.get(page.headers["Location"]).content.decode()


def test_whoever_has_signed_in_meanwhile_finds_it_at_once(agent, clock, enter):
    client = enter("ag1")
    response = client.post("/session/reprise/", fill(client, "Un texte à garder"))
    assert response.headers["Location"] == "/essai/note/"
    assert "Un texte à garder" in client.get("/essai/note/").content.decode()


def test_a_form_that_is_somebody_elses_is_kept_for_nobody(agent, handler, clock, enter):
    typed = fill(enter("ag1"), "Un texte à garder")
    other = enter("handler@example.org")
    other.post("/session/reprise/", {**typed, "csrfmiddlewaretoken": hidden(other.get("/essai/note/"))})
    assert "Un texte" not in other.get("/essai/note/").content.decode()
