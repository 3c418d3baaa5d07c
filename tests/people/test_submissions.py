import http.client
import threading
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

import pytest
import time_machine

from entregent.people import jobs
from entregent.people.models import Party, Submission
from tests.people.test_kept_forms import NOTE, fill, notes
from tests.people.visit import hidden


def test_the_same_form_counts_once(agent, enter):
    client = enter("ag1")
    typed = fill(client, "une note")
    first, second, third = (client.post(NOTE, typed) for _ in range(3))
    assert (first.status_code, second.status_code, third.status_code) == (302, 303, 303)
    assert first.headers["Location"] == second.headers["Location"] == third.headers["Location"]
    assert notes() == ["une note"]


def test_another_text_from_the_same_page_is_another_note(agent, enter):
    """One went back, changed the text and sent it: that must not be dropped."""
    client = enter("ag1")
    typed = fill(client, "une note")
    client.post(NOTE, typed)
    assert client.post(NOTE, {**typed, "text": "une autre"}).status_code == 302
    assert notes() == ["une note", "une autre"]


def test_the_same_text_from_two_pages_is_two_notes(agent, enter):
    client = enter("ag1")
    for _ in range(2):
        client.post(NOTE, fill(client, "une note"))
    assert notes() == ["une note", "une note"]


def test_a_refused_form_leaves_nothing_and_can_be_sent_again(agent, enter):
    client = enter("ag1")
    typed = fill(client, "refuse")
    assert [client.post(NOTE, typed).status_code for _ in range(2)] == [422, 422]
    assert notes() == []
    assert Submission.objects.unscoped("test").count() == 0
    assert client.post(NOTE, {**typed, "text": "bon"}).status_code == 302


def test_a_form_that_breaks_leaves_nothing(agent, enter):
    client = enter("ag1")
    client.raise_request_exception = False
    typed = fill(client)
    del typed["text"]
    assert client.post(NOTE, typed).status_code == 500
    assert Submission.objects.unscoped("test").count() == 0


def test_one_persons_key_is_no_use_to_another(agent, handler, enter):
    typed = fill(enter("ag1"), "une note")
    assert enter("handler@example.org").post(NOTE, typed).status_code == 400
    assert notes() == []


def test_strangers_may_send_forms_too(client, db):
    page = client.get("/essai/strangers/")
    assert client.post("/essai/strangers/", hidden(page)).status_code == 302
    assert client.post("/essai/strangers/", {}).status_code == 400


def test_a_strangers_key_is_no_use_to_a_member(agent, client, enter):
    stale = hidden(client.get("/essai/strangers/"))
    assert enter("ag1").post(NOTE, {**stale, "text": "x"}).status_code == 400


def test_keys_are_kept_two_days(agent, enter):
    with time_machine.travel("2026-11-23 08:00Z", tick=False) as clock:
        client = enter("ag1")
        client.post(NOTE, fill(client))
        clock.shift(timedelta(hours=47))
        jobs.forget_typed()
        assert Submission.objects.unscoped("test").count() == 1
        clock.shift(timedelta(hours=2))
        jobs.forget_typed()
        assert Submission.objects.unscoped("test").count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("text", "statuses", "made"), [("une note", {302, 303}, 1), ("refuse", {422}, 0)])
def test_five_at_once_are_one(live_server, agent, enter, text, statuses, made):
    client = enter("ag1")
    body = urlencode({**fill(client, text), "back": NOTE})
    cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    answers: list[tuple[int, str | None]] = []
    together = threading.Barrier(5, timeout=30)

    def send() -> None:
        peer = http.client.HTTPConnection(urlsplit(live_server.url).netloc, timeout=60)
        together.wait()
        peer.request("POST", NOTE, body, headers)
        answer = peer.getresponse()
        answers.append((answer.status, answer.headers["Location"]))
        answer.read()
        peer.close()

    threads = [threading.Thread(target=send) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 5
    assert {status for status, _ in answers} == statuses
    assert len({location for _, location in answers}) == 1
    assert Party.objects.unscoped("test").filter(name=text).count() == made
