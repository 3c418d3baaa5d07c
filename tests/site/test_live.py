"""The live door: what pages ask every few seconds, cheaply, without keeping a session alive."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from entregent.audit.search import latest
from entregent.core import live

DOOR = "/en-direct/"


def test_parts_answer_by_name_and_unknown_names_are_passed_over(scenery):
    number = scenery.cast.requests["in_progress"].number
    answer = scenery.client("technicien").get(DOOR, {"conversation": number, "support-tiles": "", "inconnu": "1"})
    said = answer.json()
    assert set(said) == {"vu", "conversation", "support-tiles"}
    assert said["vu"] == live.sign_of(latest())
    assert said["support-tiles"]["to_handle"] == "3"
    assert "no-store" in answer["Cache-Control"]


def test_nothing_new_is_told_without_finding_out_who_asks(scenery, django_assert_num_queries):
    client = scenery.client("agent")
    number = scenery.cast.requests["to_handle"].number
    seen = client.get(DOOR, {"conversation": number}).json()["vu"]
    with django_assert_num_queries(1):
        assert client.get(DOOR, {"conversation": number, "vu": seen}).status_code == 204
    scenery.cast.request("to_handle").answer("Du nouveau", by=scenery.cast.viewer("technicien"))
    answer = client.get(DOOR, {"conversation": number, "vu": seen})
    assert answer.json()["conversation"]["event"] > 0


@pytest.mark.parametrize("cookie", [None, "x", "A" * 32, "é" * 32])
def test_without_a_session_the_door_is_closed(scenery, cookie):
    client = Client()
    if cookie:
        client.cookies["session"] = cookie
    answer = client.get(DOOR, {"vu": live.sign_of(latest())})
    assert (answer.status_code, answer["Location"].startswith("/connexion/")) == (302, True)


def test_a_stranger_with_any_cookie_does_not_read_how_many_events_there_are(scenery):
    client = Client()
    client.cookies["session"] = "a" * 32
    assert client.get(DOOR, {"vu": latest()}).status_code == 302
    assert len(scenery.client("agent").get(DOOR, {"support-tiles": ""}).json()["vu"]) == 20  # and says no number


@pytest.mark.parametrize("seen", ["", "x", "-1", "²", "9" * 40, "0"])
def test_nonsense_is_asked_in_full(scenery, seen):
    assert scenery.client("agent").get(DOOR, {"vu": seen, "support-tiles": ""}).status_code == 200


@pytest.mark.parametrize("argument", ["x", "²", "9" * 60, "x-ecrit", "-1"])
def test_nonsense_arguments_say_nothing(scenery, argument):
    asked = {"conversation": argument, "presence": argument}
    assert set(scenery.client("technicien").get(DOOR, asked).json()) == {"vu"}


STRANGERS = [("agent", "school"), ("autre", "to_handle"), ("etranger", "to_handle"), ("admin", "to_handle")]


@pytest.mark.parametrize(("person", "name"), STRANGERS)
def test_what_one_may_not_see_says_nothing(scenery, person, name):
    request = scenery.cast.requests[name]
    answer = scenery.client(person).get(DOOR, {"conversation": request.number, "presence": request.thread_id})
    assert set(answer.json()) == {"vu"}


def test_a_page_left_open_keeps_no_session_alive(scenery):
    with time_machine.travel("2026-11-23 08:00Z", tick=False) as clock:
        client = scenery.client("technicien")
        client.get("/support/")
        for _ in range(29):
            clock.shift(timedelta(minutes=1))
            assert client.get(DOOR, {"support-tiles": ""}).status_code == 200
        clock.shift(timedelta(minutes=1))
        assert client.get(DOOR, {"support-tiles": ""}).status_code == 302


def test_two_parts_of_one_name_are_refused():
    with pytest.raises(ValueError, match="presence"):
        live.register_live_part("presence", lambda viewer, argument: None)
    with pytest.raises(ValueError, match="vu"):
        live.register_live_part("vu", lambda viewer, argument: None)
