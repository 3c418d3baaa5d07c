"""Headers of every answer, whatever the page, the person and the status."""

import pytest

from tests.access import address, tables

NONE = "default-src 'none'"


@pytest.mark.parametrize("person", ["public", "agent", "responsable", "admin"])
def test_every_page_carries_the_safe_headers(scenery, person):
    client = scenery.client(person)
    for row in tables():
        if row["method"] != "GET":
            continue
        page = client.get(address(row, scenery.arguments))
        policy = page.headers.get("Content-Security-Policy", "")
        assert NONE in policy, row
        assert "unsafe" not in policy
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["X-Frame-Options"] == "DENY"
        assert page.headers["Referrer-Policy"] in ("same-origin", "strict-origin")
        if row["url"] != "accent":
            assert "no-store" in page.headers["Cache-Control"], row


@pytest.mark.parametrize("path", ["/support/?x=" + "a" * 9000, "/%00", "/support/demandes/99999999999999999999/"])
def test_odd_addresses_are_answered(scenery, path):
    page = scenery.client("agent").get(path)
    assert page.status_code in (200, 400, 404)
    assert NONE in page.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_foreign_host_is_refused(client):
    assert client.get("/connexion/", HTTP_HOST="evil.test").status_code == 400


def test_cookies_are_closed(scenery):
    page = scenery.client("public").get("/connexion/")
    for cookie in page.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] in ("Lax", "Strict")


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
