"""No header leaves that would be taken for two, or that the server would cut the connection over."""

from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse

from entregent.core.bridge import application, doors
from entregent.core.bridge.application import Bridge
from entregent.core.bridge.headers import Unsound, as_bytes, demand_sound
from tests.bridged import bridged
from tests.core_bridge.test_application import page, told
from tests.core_bridge.wires import part, scope

PLANTED = "/ailleurs/\r\nX-Planted: zanzibar"


def redirect():
    """As no verb of Django lets one be written."""
    response = HttpResponse(status=302)
    response.headers._store["location"] = ("Location", PLANTED)
    return response


async def planted(asked, receive, send):
    if asked["path"].endswith("sain"):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-note", b"\xe9t\xe9")]})
    else:
        headers = [(b"location", PLANTED.encode())]
        await send({"type": "http.response.start", "status": 302, "headers": headers})
    await send({"type": "http.response.body", "body": b"fin"})


@pytest.mark.parametrize("sign", [*map(chr, range(9)), *map(chr, range(10, 32)), "\x7f", "\r\n", "a\r\n b"])
def test_no_sign_that_ends_a_line_or_says_nothing_leaves(sign):
    with pytest.raises(Unsound):
        demand_sound([(b"x-note", f"a{sign}b".encode())])
    with pytest.raises(Unsound):
        demand_sound([(b"x-note" + sign.encode(), b"")])


@pytest.mark.parametrize("name", [b"", b"x note", b"x:note", b"x-not\xc3\xa9", b"x-note\n", b"(x)"])
def test_a_name_is_a_token(name):
    with pytest.raises(Unsound):
        demand_sound([(name, b"a")])


def test_what_http_allows_leaves():
    demand_sound([(b"x-note", "été\t~ !".encode("latin-1")), (b"Content-Length", b"3"), (b"x", b"")])
    assert as_bytes([("X-Note", "été")]) == [(b"x-note", b"\xe9t\xe9")]


def test_what_latin_cannot_say_is_refused_by_name_alone():
    for name, value in (("X-Note", "10 €"), ("X-€", "10")):
        with pytest.raises(Unsound) as refused:
            as_bytes([("Content-Length", "2"), (name, value)])
        assert name in str(refused.value)
        assert "10" not in str(refused.value)


def priced():
    response = HttpResponse("ok")
    response.cookies["prix"] = "1"
    response.cookies["prix"]._coded_value = "10€"
    return response


@pytest.mark.parametrize("make", [redirect, priced])
def test_a_page_with_such_a_header_is_an_error_page_and_the_log_names_it(make, caplog):
    status, headers, *_ = told(page(make()), scope(method="GET"))
    assert (status, dict(headers)["content-type"]) == (500, "text/html; charset=utf-8")
    assert not {"location", "x-planted", "set-cookie"} & dict(headers).keys()
    (error,) = caplog.records
    assert (error.levelname, "cookie" in caplog.text.lower()) == ("ERROR", make is priced)
    assert "zanzibar" not in caplog.text
    assert "10€" not in caplog.text


def test_a_door_is_held_to_the_same(monkeypatch, caplog):
    monkeypatch.setattr(doors, "_doors", {"/essai/": planted})
    status, headers, content, _ = told(Bridge(), scope((b"content-length", b"1")), part(b"x", more=False))
    assert (status, dict(headers)["connection"], b"fin" in content) == (500, "close", False)  # a body was left unread
    assert "location" in caplog.text
    assert "zanzibar" not in caplog.text


def test_the_connection_goes_on_behind_the_real_server(monkeypatch):
    monkeypatch.setattr(doors, "_doors", {"/essai/": planted})
    monkeypatch.setattr(application, "WSGIHandler", lambda: lambda environ, start: redirect())
    with bridged() as address:
        connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
        connection.connect()
        link = connection.sock
        for path, expected in (("/page/", 500), ("/essai/plante", 500), ("/essai/sain", 200), ("/page/", 500)):
            connection.request("GET", path)
            answer = connection.getresponse()
            content = answer.read()
            assert (path, answer.status, answer.getheader("X-Planted")) == (path, expected, None)
            assert (content == b"fin") == (expected == 200)
            assert connection.sock is link
        connection.close()
