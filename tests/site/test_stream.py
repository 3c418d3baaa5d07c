"""The stream of live events: signed-in people, one question for all of them, and an end."""

import asyncio
from datetime import timedelta

import pytest
import time_machine

from entregent.core.bridge import lifespan
from entregent.core.bridge.application import Bridge
from entregent.core.live import sign_of
from entregent.people.models.session import Session
from entregent.site import stream
from tests import doors
from tests.doors import ask


@pytest.fixture(autouse=True)
def no_early_beat(monkeypatch):
    """By luck of the draw, the first beat would come before the first number."""
    monkeypatch.setattr(stream, "uniform", lambda least, most: most)


def said_of(number):
    return f"data: {sign_of(number)}\n\n"


@pytest.fixture
def events(monkeypatch):
    """The latest event, as each look finds it; the last one stays."""

    def planned(*numbers):
        left = list(numbers)
        monkeypatch.setattr(stream, "latest", lambda: left.pop(0) if len(left) > 1 else left[0])

    monkeypatch.setattr(stream, "LOOK_SECONDS", 0.001)
    planned(5)
    return planned


def listen(client, pieces):
    return ask(client, "GET", stream.PATH, pieces=pieces)


def test_what_is_new_is_told_and_only_that(client_of, events):
    events(5, 5, 6, 6, 8)
    told = listen(client_of("agent"), 3)
    assert told.content.decode() == "".join(map(said_of, (5, 6, 8)))
    assert told.headers["Content-Type"].startswith("text/event-stream")
    assert "no-store" in told.headers["Cache-Control"]


def test_silence_is_told_too(client_of, events, monkeypatch):
    monkeypatch.setattr(stream, "BEAT_SECONDS", 0)
    said = listen(client_of("agent"), 3).content.decode()
    assert said.count("event: beat\ndata:\n\n") + said.count(said_of(5)) == 3
    assert said.count(said_of(5)) <= 1


def test_those_who_come_at_the_same_moment_are_asked_apart(client_of, events, monkeypatch):
    spans = []
    monkeypatch.setattr(stream, "BEAT_SECONDS", 60)
    monkeypatch.setattr(stream, "uniform", lambda *span: spans.append(span) or 0)
    said = listen(client_of("agent"), 2).content.decode()
    assert "event: beat" in said  # at once, as this one's turn has come
    assert spans == [(0, 60)]


def test_strangers_hear_nothing(client_of, events):
    told = listen(client_of("public"), None)
    assert (told.status_code, told.is_over) == (302, True)


def test_a_session_that_ends_ends_the_stream(client_of, monkeypatch):
    client = client_of("agent")
    monkeypatch.setattr(stream, "BEAT_SECONDS", 0)
    monkeypatch.setattr(stream, "latest", lambda: Session.objects.all().delete() and 5)
    told = listen(client, None)
    assert told.content.endswith(b"event: over\ndata:\n\n")
    assert told.is_over


def test_listening_keeps_no_session_alive(client_of, events):
    client = client_of("agent")
    with time_machine.travel("2026-11-23 08:00Z", tick=False) as clock:
        client.get("/support/")
        seen = client.session["seen_at"]
        clock.shift(timedelta(minutes=30))
        assert listen(client, 1).content
        assert client.session["seen_at"] == seen
        client.get("/support/")
        assert client.session["seen_at"] != seen


def test_a_browser_has_only_so_many(client_of, events, monkeypatch):
    client = client_of("agent")
    monkeypatch.setitem(stream.audience().seats, client.session.session_key, stream.MOST_OF_SESSION)
    told = listen(client, None)
    assert (told.status_code, told.headers["Retry-After"]) == (503, "10")
    assert listen(client_of("collegue"), 1).status_code == 200


def test_a_process_has_only_so_many(client_of, events, monkeypatch):
    monkeypatch.setattr(stream, "MOST", 0)
    assert listen(client_of("agent"), None).status_code == 503


def test_one_question_serves_them_all_and_none_is_asked_for_nobody(client_of, monkeypatch):
    asked = []
    monkeypatch.setattr(stream, "latest", lambda: asked.append(1) or 5)
    monkeypatch.setattr(stream, "LOOK_SECONDS", 60)

    async def together(clients):
        bridge = Bridge()
        scopes = [doors.scope(client, "GET", stream.PATH, {}) for client in clients]
        return await asyncio.gather(*(doors.asked(bridge, scope, b"", 1) for scope in scopes))

    told = doors.run(together([client_of(person) for person in ("agent", "collegue", "technicien")]))
    assert [one.content for one in told] == [said_of(5).encode()] * 3
    assert len(asked) == 1
    assert stream.audience()._looking is None


def test_a_database_that_fails_once_is_asked_again(client_of, events, monkeypatch, caplog):
    answers = iter([5, None, 6])
    monkeypatch.setattr(stream, "latest", lambda: next(answers, 6) or 1 // 0)
    assert listen(client_of("agent"), 2).content == (said_of(5) + said_of(6)).encode()
    assert "tried again" in caplog.text


def test_the_stop_of_the_server_ends_the_stream(client_of, monkeypatch):
    def stopped():
        for loop, stop in [*lifespan._stop.items()]:
            if loop.is_running():
                loop.call_soon_threadsafe(stop.set)
        return 5

    monkeypatch.setattr(stream, "latest", stopped)
    assert listen(client_of("agent"), None).is_over
