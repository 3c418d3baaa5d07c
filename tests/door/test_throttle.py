import http.client
import threading
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client, RequestFactory
from django.utils import translation

from entregent.door import jobs, throttle
from entregent.door.network import prefix_of
from entregent.door.signin import attempt
from entregent.door.throttle import PASSWORDS, Counter, _wait_of_closed, count_try, wait_in_words
from entregent.people.models import Throttle
from entregent.people.sessions import SessionStore
from tests.people.cast import PASSWORD, join

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def wrong(login="ag1", client=None, **meta):
    return (client or Client()).post("/connexion/", {"login": login, "password": "faux"}, **meta)


def right(login="ag1", client=None, **meta):
    return (client or Client()).post("/connexion/", {"login": login, "password": PASSWORD}, **meta)


def test_waits_double_from_two_seconds_to_a_quarter_of_an_hour(db, clock):
    counter = Counter(PASSWORDS, "password", ("someone", "somewhere"))
    waits = []
    for _ in range(14):
        assert count_try(counter) == 0
        waits.append(_wait_of_closed([counter]))
        clock.shift(waits[-1])
    assert waits == [0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]


@pytest.mark.parametrize(
    ("tries", "wait"),
    [(0, 0), (1, 0), (4, 0), (5, 2), (6, 4), (7, 8), (8, 16), (12, 256), (13, 512), (14, 900), (15, 900), (10**6, 900)],
)
def test_the_table_of_waits(tries, wait):
    assert PASSWORDS.wait(tries) == timedelta(seconds=wait)


def test_after_five_wrong_passwords_one_waits_and_is_told_how_long(agent, clock, judged):
    for _ in range(5):
        assert wrong().status_code == 422
    response = wrong()
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "2"
    assert len(judged) == 5
    assert 'value="ag1"' in response.content.decode()
    clock.shift(2)
    assert wrong().status_code == 422
    response = right()  # even the right one, from a browser that never signed in
    assert (response.status_code, response.headers["Retry-After"]) == (429, "4")
    clock.shift(4)
    assert right().status_code == 302


@pytest.mark.parametrize("logins", [1, 50])
def test_a_thousand_tries_in_a_minute_are_ten_judged_at_most(agent, clock, judged, logins):
    for number in range(1000):
        request = RequestFactory().post("/connexion/", REMOTE_ADDR=f"203.0.113.{number % 250}")
        request.session = SessionStore()
        attempt(request, "ag1" if logins == 1 else f"login-{number % logins}", "faux")
        clock.shift(0.06)
    assert 5 <= len(judged) <= 10


def test_a_stranger_never_locks_the_rightful_person_out(agent, clock):
    for _ in range(10):
        wrong(REMOTE_ADDR="203.0.113.9")
    assert wrong(REMOTE_ADDR="203.0.113.9").status_code == 429
    assert right(**ELSEWHERE).status_code == 302


def test_a_browser_that_signed_in_before_has_its_own_counter(agent, clock):
    mine = Client()
    assert right(client=mine).status_code == 302
    mine.post("/deconnexion/")
    for _ in range(20):
        wrong()  # the same network, another browser
    assert wrong().status_code == 429
    assert right(client=mine).status_code == 302


def test_the_known_browser_waits_too_when_it_is_wrong(agent, clock, judged):
    mine = Client()
    right(client=mine)
    mine.post("/deconnexion/")
    for _ in range(5):
        wrong(client=mine)
    assert right(client=mine).status_code == 429
    judged.clear()
    wrong(client=mine)
    assert judged == []


def test_the_mark_of_a_known_browser_serves_its_owner_only(place, agent, clock):
    join(place, "other@example.org", place.agent, identifier="AG2")
    mine = Client()
    right("ag2", client=mine)
    mine.post("/deconnexion/")
    for _ in range(5):
        wrong("ag1", client=mine)
    assert wrong("ag1", client=mine).status_code == 429


@pytest.mark.parametrize("value", ["", "x", "eyJ4IjoxfQ:1wAAAA:forged", "e30:::"])
def test_a_forged_mark_is_no_mark(agent, clock, value):
    forger = Client()
    forger.cookies["known"] = value
    for _ in range(5):
        wrong(client=forger)
    assert wrong(client=forger).status_code == 429


def test_success_clears_ones_own_counter_only(place, agent, clock):
    join(place, "other@example.org", place.agent, identifier="AG2")
    for _ in range(4):
        wrong("ag1")
    assert right("ag2").status_code == 302  # one's own account, from the same place
    assert wrong("ag1").status_code == 422
    assert wrong("ag1").status_code == 429


def test_tries_are_forgotten_with_time(agent, clock):
    for _ in range(4):
        wrong()
    clock.shift(timedelta(minutes=15))
    assert [wrong().status_code for _ in range(3)] == [422, 422, 429]
    clock.shift(timedelta(hours=3))
    assert [wrong().status_code for _ in range(6)] == [422] * 5 + [429]


def test_tries_are_counted_before_they_are_judged(agent, clock, monkeypatch):
    """Otherwise many at once would all pass."""
    counted: list[int] = []

    def judge(user, password):
        counted.append(max(Throttle.objects.values_list("failures", flat=True)))
        return False

    monkeypatch.setattr("entregent.door.signin.is_right", judge)
    for _ in range(3):
        wrong()
    assert counted == [1, 2, 3]


def test_the_table_tells_neither_account_nor_place(agent, clock):
    wrong("agent@example.org")
    kept = str(list(Throttle.objects.values()))
    assert "agent" not in kept
    assert "127.0.0" not in kept


def test_the_night_forgets_old_rows(agent, clock):
    wrong()
    clock.shift(timedelta(days=1))
    jobs.forget_tries()
    assert Throttle.objects.count() == 2
    clock.shift(timedelta(days=1, seconds=1))
    jobs.forget_tries()
    assert Throttle.objects.count() == 0


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("203.0.113.9", "203.0.113.0/24"), ("203.0.113.250", "203.0.113.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.0/24"), ("", "unknown"), ("not an address", "unknown"),
    ],
)  # fmt: skip
def test_networks(address, prefix):
    assert prefix_of(RequestFactory().get("/", REMOTE_ADDR=address)) == prefix


@pytest.mark.parametrize(
    ("forwarded", "prefix"),
    [
        ("198.51.100.1", "198.51.100.0/24"),
        ("10.0.0.1, 198.51.100.1", "198.51.100.0/24"),
        ("", "203.0.113.0/24"),
        ("x", "unknown"),
    ],
)
def test_only_a_trusted_proxy_tells_the_address(settings, forwarded, prefix):
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9", headers={"X-Forwarded-For": forwarded})
    settings.SECURE_PROXY_SSL_HEADER = None
    assert prefix_of(request) == "203.0.113.0/24"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert prefix_of(request) == prefix


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 second"), (59, "59 second"), (60, "1 minute"), (61, "2 minutes"), (900, "15 minutes")]
)
def test_waits_in_words(seconds, words):
    with translation.override("en"):
        assert wait_in_words(seconds).startswith(words)


def test_a_clock_set_back_adds_nothing(db, clock):
    counter = Counter(PASSWORDS, "password", ("someone",))
    count_try(counter)
    clock.shift(timedelta(days=-3))
    count_try(counter)
    assert Throttle.objects.get().failures == 2


def test_give_back_never_goes_below_nothing(db, clock):
    counter = Counter(PASSWORDS, "password", ("someone",))
    count_try(counter)
    throttle.give_back(counter)
    throttle.give_back(counter)
    assert Throttle.objects.get().failures == 0


@pytest.mark.django_db(transaction=True)
def test_tries_sent_at_the_same_moment_are_not_judged_together(live_server, agent, judged):
    together, statuses = threading.Barrier(20, timeout=30), []

    def send() -> None:
        peer = http.client.HTTPConnection(urlsplit(live_server.url).netloc, timeout=60)
        together.wait()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrf={'x' * 32}"}
        peer.request("POST", "/connexion/", f"login=ag1&password=faux&csrfmiddlewaretoken={'x' * 32}", headers)
        statuses.append(peer.getresponse().status)
        peer.close()

    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(judged) <= 6  # five, and one more if the others took two seconds
    assert len(statuses) == 20
    assert set(statuses) <= {422, 429}
