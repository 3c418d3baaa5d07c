"""What the bridge makes of a request: a page of Django through a thread, a raw door, or a refusal of its own."""

import asyncio
import threading
from unittest.mock import Mock

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from entregent.core.bridge import application, doors, pool
from entregent.core.bridge.application import Bridge
from entregent.core.bridge.refusals import Crowded, Gone, TooSlow
from tests.core_bridge.wires import OPENED, hurried, part, scope, script

START, BODY = "http.response.start", "http.response.body"


def told(bridge, asked, *steps):
    """Status, headers and content of the answer, and how many pieces it came in."""
    sent = []

    async def send(message):
        sent.append(message)

    hurried(bridge(asked, script(steps or [part(b"", more=False)]), send))
    headers = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
    return sent[0]["status"], headers, b"".join(message["body"] for message in sent[1:]), len(sent) - 1


def page(response):
    """A bridge whose only page answers so; calls a function in the thread of the page."""
    bridge = Bridge.__new__(Bridge)
    bridge.django = lambda environ, start: response(environ) if callable(response) else response
    return bridge


@pytest.fixture
def door(monkeypatch):
    monkeypatch.setattr(doors, "_doors", {})
    return lambda application: doors.register_door("/essai/", application)


def test_a_page_is_answered_whole():
    response = HttpResponse("é", headers={"X-A": "1"})
    response.set_cookie("a", "1")
    response.set_cookie("b", "2")
    status, headers, content, _ = told(page(response), scope(method="GET"))
    assert (status, content) == (200, "é".encode())
    assert ("x-a", "1") in headers
    assert [value.split(";")[0] for name, value in headers if name == "set-cookie"] == ["a=1", "b=2"]
    assert response.closed


def test_the_page_gets_the_body():
    bridge = page(lambda environ: HttpResponse(environ["wsgi.input"].read() + environ["CONTENT_LENGTH"].encode()))
    asked = scope((b"transfer-encoding", b"chunked"), OPENED)
    assert told(bridge, asked, part(b"ab"), part(b"c"), part(b"", more=False))[2] == b"abc3"


def test_a_head_has_the_length_of_what_it_leaves_out():
    status, headers, content, _ = told(page(HttpResponse("abc", headers={"Content-Length": "3"})), scope(method="HEAD"))
    assert (status, ("content-length", "3") in headers, content) == (200, True, b"")


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_a_body_has_no_length(status):
    answer = told(page(HttpResponse("abc", status=status, headers={"Content-Length": "3"})), scope(method="GET"))
    assert (answer[0], dict(answer[1]).get("content-length"), answer[2]) == (status, None, b"")


def test_a_stream_is_read_and_closed_in_the_thread_that_made_it():
    threads = []

    def rows():
        for _ in range(3):
            threads.append(threading.get_ident())
            yield b"x" * 200_000
        threads.append(threading.get_ident())

    def streamed(environ):
        threads.append(threading.get_ident())
        response = StreamingHttpResponse(rows())
        response._resource_closers.append(lambda: threads.append(threading.get_ident()))
        return response

    status, _, content, pieces = told(page(streamed), scope(method="GET"))
    assert (status, len(content), pieces) == (200, 600_000, 4)
    assert (len(threads), len(set(threads))) == (6, 1)
    assert threads[0] != threading.get_ident()


def threads_of(bridge, asked, names):
    status = told(bridge, asked, part(b"typed", more=False))[0]
    return status, [name.split("_")[0] for name in names]


def test_what_is_dear_is_made_again_in_a_lane_of_its_own():
    names = []

    def page_of_passwords(environ):
        names.append(threading.current_thread().name)
        pool.demand_lane(Mock(META=environ), pool.PASSWORDS)
        return HttpResponse(environ["wsgi.input"].read())

    bridge = page(page_of_passwords)
    assert threads_of(bridge, scope(OPENED, (b"content-length", b"5")), names) == (200, [pool.PAGES, pool.PASSWORDS])
    assert told(bridge, scope(OPENED, (b"content-length", b"5")), part(b"typed", more=False))[2] == b"typed"


@pytest.mark.parametrize("method", ["post", "Post", "BREW", "TRACE"])
def test_a_method_that_no_page_answers_takes_no_thread(method):
    """In small letters, Django would take it for a POST."""
    names = []
    bridge = page(lambda environ: names.append(1) or HttpResponse())
    assert threads_of(bridge, scope(OPENED, method=method), names) == (405, [])


@pytest.mark.parametrize("cookies", [(), ((b"cookie", b"other=1"),), ((b"cookie", b"csrf="),)])
def test_a_form_that_no_page_sent_takes_no_thread(cookies):
    names = []
    bridge = page(lambda environ: names.append(1) or HttpResponse())
    assert threads_of(bridge, scope(*cookies, (b"content-length", b"3")), names) == (403, [])


def test_a_try_that_is_refused_for_its_token_waits_too(monkeypatch):
    slept = []

    async def sleep(seconds):
        slept.append(seconds)

    monkeypatch.setattr(application.asyncio, "sleep", sleep)
    for status, path in ((403, "/connexion/"), (422, "/connexion/"), (403, "/essai/")):
        told(page(HttpResponse(status=status)), scope(OPENED, path=path))
    assert slept == [1.0]


PLAIN = (b"content-type", b"application/x-www-form-urlencoded")


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ([PLAIN], b"a=b", 403),
        ([PLAIN], b"", 403),
        ([PLAIN], b"a=b&csrfmiddlewaretoken=x", 200),
        ([PLAIN, (b"x-csrftoken", b"x")], b"a=b", 200),
        ([(b"content-type", b"multipart/form-data; boundary=x")], b"a=b", 200),
    ],
)
def test_a_plain_form_without_its_token_takes_no_thread(headers, body, status):
    bridge = page(lambda environ: HttpResponse(environ["wsgi.input"].read()))
    asked = scope(OPENED, *headers, (b"content-length", str(len(body)).encode()))
    answer = told(bridge, asked, part(body, more=False))
    assert (answer[0], answer[2] == body) == (status, status == 200)


def test_who_is_refused_for_nothing_waits_before_asking_again(monkeypatch):
    slept = []

    async def sleep(seconds):
        slept.append(seconds)

    monkeypatch.setattr(application.asyncio, "sleep", sleep)
    told(page(HttpResponse()), scope((b"content-length", b"3")))
    assert slept == [1.0]


def test_forms_that_bring_a_file_are_posted_in_a_lane_of_their_own():
    """A file that is slow to look into then holds up neither pages nor the other posts."""
    from entregent.core.bridge.limits import limits_of

    for path in ("/support/demandes/depot/", "/support/demandes/7/reponses/"):
        assert (limits_of(path).lane, limits_of(path).body > 25 * 2**20) == (pool.FORMS, True)
    assert limits_of("/support/etablissements/").lane == pool.PAGES


def test_a_refusal_says_what_to_do_in_the_persons_language(door):
    async def refusing(scope, receive, send):
        raise TooSlow

    door(refusing)
    status, headers, content, _ = told(Bridge(), scope((b"accept-language", b"de,en-GB;q=0.8")))
    assert (status, dict(headers)["content-type"]) == (408, "text/html; charset=utf-8")
    assert b"send it again" in content
    assert b'lang="fr"' in told(Bridge(), scope((b"cookie", b"a=b; language=fr"), (b"accept-language", b"en")))[2]
    assert b'lang="fr"' in told(Bridge(), scope((b"accept-language", b"xx")))[2]


def test_a_crowd_is_told_when_to_come_back(door):
    async def crowded(scope, receive, send):
        raise Crowded

    door(crowded)
    status, headers, _, _ = told(Bridge(), scope())
    assert (status, dict(headers)["retry-after"]) == (503, "10")


def test_after_a_refusal_the_rest_of_the_body_is_let_in_but_not_for_ever():
    """A browser that still sends would be cut off, and show no page."""
    asked = scope((b"content-length", b"999999999"), OPENED)
    pieces = iter([part(b"x" * 2**20)] * 100)
    status, headers, content, _ = told(Bridge(), asked, *pieces)
    assert (status, dict(headers)["connection"], b"413" in content) == (413, "close", True)


def test_nothing_is_awaited_of_a_body_that_came_or_stopped(door, monkeypatch):
    async def never(receive):
        raise AssertionError

    async def refusing(scope, receive, send):
        await receive()
        raise Crowded if scope["method"] == "POST" else TooSlow

    monkeypatch.setattr(application, "linger", never)
    door(refusing)
    length = (b"content-length", b"1")
    assert told(Bridge(), scope(length), part(b"x", more=False))[0] == 503
    assert told(Bridge(), scope(length, method="PUT"), part(b"x"))[0] == 408


def test_only_so_much_of_a_refused_body_is_read(monkeypatch):
    monkeypatch.setattr(application, "LINGER_BYTES", 2_500_000)
    steps = iter([part(b"x" * 1_000_000)] * 100)
    hurried(application.linger(script(steps)))
    assert len(list(steps)) == 97
    hurried(application.linger(script([1, part(b"x"), 60, part(b"x")])))


def test_a_broken_door_is_told_as_such_and_not_how(door, caplog):
    async def broken(scope, receive, send):
        raise RuntimeError("SELECT secret")

    door(broken)
    status, _, content, _ = told(Bridge(), scope())
    assert status == 500
    assert b"SELECT" not in content
    assert "SELECT secret" in caplog.text


def test_half_an_answer_is_cut_not_ended(door):
    async def half(scope, receive, send):
        await send({"type": START, "status": 200, "headers": []})
        await send({"type": BODY, "body": b"half", "more_body": True})
        raise TooSlow

    door(half)
    with pytest.raises(TooSlow):
        told(Bridge(), scope())


def test_a_reader_who_reads_no_more_is_gone(door):
    async def long(scope, receive, send):
        await send({"type": START, "status": 200, "headers": []})

    async def stuck(message):
        await asyncio.Event().wait()

    door(long)
    with pytest.raises(Gone):
        hurried(Bridge()(scope(), script([]), stuck))
