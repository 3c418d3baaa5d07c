"""A request as Django reads it, from what the server says."""

from io import BytesIO

from django.core.handlers.wsgi import WSGIRequest

from entregent.core.bridge.environ import environ_of
from tests.core_bridge.wires import scope


def request(*headers, body=b"", **more):
    return WSGIRequest(environ_of(scope(*headers, **more), BytesIO(body), len(body)))


def test_a_path_keeps_its_accents_and_its_broken_bytes():
    assert request(raw_path=b"/caf%C3%A9/", path="/café/").path == "/café/"
    assert request(raw_path=b"/caf%E9/", path="/caf\ufffd/").path == "/caf%E9/"
    assert request(raw_path=b"/a%2Fb/", path="/a/b/").path == "/a/b/"
    assert request(raw_path=None, path="/é/").path == "/é/"


def test_a_query_keeps_its_bytes():
    assert request(query_string="q=é&r=%C3%A9".encode()).GET.dict() == {"q": "é", "r": "é"}


def test_repeated_headers_are_joined_and_cookies_in_their_own_way():
    told = request((b"x-a", b"1"), (b"x-a", b"2"), (b"cookie", b"a=1"), (b"cookie", b"b=2; c=3"))
    assert told.headers["X-A"] == "1,2"
    assert told.COOKIES == {"a": "1", "b": "2", "c": "3"}


def test_an_underscore_passes_for_no_hyphen():
    told = request((b"x_forwarded_for", b"6.6.6.6"), (b"x-forwarded-for", b"192.0.2.1"))
    assert told.headers["X-Forwarded-For"] == "192.0.2.1"
    assert "HTTP_X_FORWARDED_PROTO" not in request((b"x_forwarded_proto", b"https")).META


def test_the_body_is_as_long_as_it_is():
    told = request((b"content-length", b"9"), (b"content-type", b"application/x-www-form-urlencoded"), body=b"a=%C3%A9")
    assert told.POST.dict() == {"a": "é"}
    chunked = request((b"transfer-encoding", b"chunked"), (b"content-type", b"text/plain"), body=b"abc")
    assert chunked.body == b"abc"
    assert "HTTP_TRANSFER_ENCODING" not in chunked.META


def test_where_it_comes_from():
    told = request(scheme="https", client=("2001:db8::1", "5"))
    assert (told.META["REMOTE_ADDR"], told.is_secure(), told.method) == ("2001:db8::1", True, "POST")
