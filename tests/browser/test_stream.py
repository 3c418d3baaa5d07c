"""The stream in a browser: one tab listens, all hear."""

import pytest

from entregent.site import stream
from tests.bridged import bridged


@pytest.fixture
def site(live_server, settings, monkeypatch):
    monkeypatch.setattr(stream, "LOOK_SECONDS", 0.1)
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    with bridged() as address:
        yield address


def test_one_tab_listens_and_all_of_them_ask(site, browser, scenery):
    context = browser.new_context(base_url=site, locale="fr-FR")
    session = scenery.client("technicien").cookies["session"].value
    context.add_cookies([{"name": "session", "value": session, "url": site}])
    first, second = context.new_page(), context.new_page()
    with first.expect_request(f"**{stream.PATH}"), first.expect_response(asked):
        first.goto("/support/")
    streams = []
    second.on("request", lambda request: streams.append(request) if request.url.endswith(stream.PATH) else None)
    with second.expect_response(asked):
        second.goto("/support/")
    with first.expect_response(news), second.expect_response(news):
        scenery.cast.request("to_handle").answer("Du nouveau", by=scenery.cast.viewer("responsable"))
    assert streams == []
    context.close()


def asked(response):
    return "/en-direct/?" in response.url and response.status == 200


def news(response):
    return asked(response) and "vu=" in response.url
