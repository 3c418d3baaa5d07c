"""Headers of what the access tables do not reach (tests/test_access.py looks at all that they do)."""

import pytest
from django.http import HttpResponse
from django.test import Client

from entregent.core.bridge import headers as of_the_bridge
from tests.doors import ask
from tests.headers import EXACT, faults_of

SAFE = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Permissions-Policy": "camera=()",
    "Cache-Control": "no-store",
    **{name: min(allowed) for name, allowed in EXACT.items()},
}


def test_each_header_is_missed():
    assert list(faults_of(HttpResponse(headers=SAFE))) == []
    for name in SAFE:
        assert len(list(faults_of(HttpResponse(headers=SAFE | {name: ""})))) == 1, name
    for policy in ("script-src 'unsafe-inline'", "img-src *", "connect-src https://elsewhere.test"):
        worse = SAFE | {"Content-Security-Policy": f"{SAFE['Content-Security-Policy']}; {policy}"}
        assert len(list(faults_of(HttpResponse(headers=worse)))) == 1, policy


@pytest.mark.parametrize("fault", [{"httponly": False}, {"samesite": "None"}, {"path": "/x"}], ids=str)
def test_an_open_cookie_is_noticed(fault):
    answer = HttpResponse(headers=SAFE)
    answer.set_cookie("a", "b", **{"httponly": True, "samesite": "Lax", **fault})
    assert list(faults_of(answer)) == ["cookie a"]


def test_files_carry_them_too(settings, tmp_path):
    (tmp_path / "x.css").write_text("p{}")
    settings.STATIC_ROOT = tmp_path
    answer = Client().get("/static/x.css")
    assert answer.status_code == 200
    assert list(faults_of(answer, is_kept=True)) == []


@pytest.mark.django_db
def test_refusals_of_the_bridge_carry_them_too():
    answer = ask(Client(), "POST", "/connexion/", headers={"Content-Length": "999999999"}, body=b"x")
    assert answer.status_code == 413
    assert list(faults_of(answer)) == []


def test_over_https_browsers_are_told_to_come_back_so(settings, tmp_path):
    settings.SECURE_HSTS_SECONDS = 60
    of_the_bridge._safe.cache_clear()
    assert (b"strict-transport-security", b"max-age=60") in of_the_bridge.with_safe_headers([])
    of_the_bridge._safe.cache_clear()
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "x.css").write_text("p{}")
    assert Client().get("/static/x.css", secure=True).headers["Strict-Transport-Security"] == "max-age=60"


@pytest.mark.parametrize("path", ["/support/?x=" + "a" * 9000, "/%00", "/support/demandes/99999999999999999999/"])
def test_odd_addresses_are_answered(scenery, path):
    page = scenery.client("agent").get(path)
    assert page.status_code in (200, 400, 404)
    assert list(faults_of(page)) == []


@pytest.mark.django_db
def test_a_foreign_host_is_refused(client):
    assert client.get("/connexion/", HTTP_HOST="evil.test").status_code == 400


@pytest.mark.django_db
def test_a_broken_view_says_a_reference_and_nothing_else(scenery, monkeypatch, caplog):
    from entregent.spaces.support import counts

    def broken(viewer):
        raise RuntimeError("SELECT secret FROM /srv/entregent")

    monkeypatch.setattr(counts, "tiles", broken)
    client = scenery.client("agent")
    client.raise_request_exception = False
    page = client.get("/support/")
    text = page.content.decode()
    assert page.status_code == 500
    assert "SELECT" not in text
    assert "/srv" not in text
    assert page.headers["X-Request-Reference"] in text
    assert list(faults_of(page)) == []
