from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entregent.people.models import Block, Session
from entregent.people.viewer import Viewer
from tests.people.cast import join
from tests.people.visit import is_in


@pytest.mark.parametrize(("who", "minutes"), [("agent", 60), ("handler", 30)])
def test_an_idle_session_ends(agent, handler, enter, clock, who, minutes):
    client = enter(f"{who}@example.org")
    clock.shift(timedelta(minutes=minutes, seconds=-1))
    assert is_in(client)
    clock.shift(timedelta(minutes=minutes, seconds=-1))
    assert is_in(client)
    clock.shift(timedelta(minutes=minutes))
    assert not is_in(client)


@pytest.mark.parametrize(("who", "hours"), [("agent", 24), ("handler", 12)])
def test_a_session_ends_however_busy_it_is(agent, handler, enter, clock, who, hours):
    client = enter(f"{who}@example.org")
    for _ in range(hours * 3 - 1):
        clock.shift(timedelta(minutes=20))
        assert is_in(client)
    clock.shift(timedelta(minutes=20))
    assert not is_in(client)


def test_the_strictest_of_ones_memberships_counts(place, agent, enter, clock):
    join(place, agent.user.email, place.handler)
    client = enter("ag1")
    clock.shift(timedelta(minutes=31))
    assert not is_in(client)


def test_whoever_is_there_costs_a_write_a_minute_at_most(agent, enter, clock):
    client = enter("ag1")
    for shift, writes in [(59, 0), (1, 1), (30, 0), (30, 1)]:
        clock.shift(shift)
        with CaptureQueriesContext(connection) as queries:
            client.get("/essai/horloge/")
        assert sum(query["sql"].startswith("UPDATE") for query in queries) == writes


def test_the_sign_in_page_says_once_that_the_session_ended(agent, enter, clock):
    client = enter("ag1")
    clock.shift(timedelta(hours=2))
    response = client.get("/essai/note/", follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["info"]
    assert list(client.get("/connexion/").context["messages"]) == []


def test_it_says_so_when_the_night_tidied_the_session_away(agent, enter):
    client = enter("ag1")
    Session.objects.all().delete()
    assert len(client.get("/essai/note/", follow=True).context["messages"]) == 1


def test_a_stranger_is_told_of_no_session(client, db):
    assert len(client.get("/essai/note/", follow=True).context["messages"]) == 0


def test_a_blocked_person_is_out_at_the_very_next_request(agent, handler, enter):
    client = enter("ag1")
    assert is_in(client)
    agent.close_door(by=Viewer.wearing(handler))
    response = client.get("/essai/note/", follow=True)
    assert response.redirect_chain == [("/connexion/?next=%2Fessai%2Fnote%2F", 302)]
    assert [message.level_tag for message in response.context["messages"]] == ["warning"]
    assert client.post("/essai/note/", {"text": "x"}).status_code == 303


def test_someone_with_another_open_door_goes_on_through_it(place, agent, handler, enter):
    join(place, agent.user.email, place.handler, first_name="Autre")
    client = enter("ag1")
    Block(membership=agent).save()
    assert "Autre" in client.get("/essai/horloge/").content.decode()


def test_an_account_that_is_closed_is_out(agent, enter):
    client = enter("ag1")
    agent.user.is_active = False
    agent.user.save()
    assert not is_in(client)


def test_one_may_work_as_another_of_ones_memberships(place, agent, enter):
    other = join(place, agent.user.email, place.handler, first_name="Autre")
    client = enter("ag1")
    before = client.cookies["session"].value
    assert client.post("/profil/appartenance/", {"membership": other.pk}).headers["Location"] == "/"
    assert "Autre" in client.get("/essai/horloge/").content.decode()
    assert client.cookies["session"].value != before


@pytest.mark.parametrize("wanted", ["", "x", "0", "-1", "9" * 30, "²"])
def test_nobody_works_as_somebody_else(place, agent, handler, enter, wanted):
    client = enter("ag1")
    for number in (wanted, str(handler.pk)):
        client.post("/profil/appartenance/", {"membership": number})
        assert "Camille" in client.get("/essai/horloge/").content.decode()


def test_cookies_are_closed_to_scripts_and_other_sites(agent, enter):
    client = enter("ag1")
    for name in ("session", "known"):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
    assert client.cookies["session"]["max-age"] == ""  # ends with the browser
