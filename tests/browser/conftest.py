import pytest
from django.test import Client

from entregent.people import accounts


@pytest.fixture
def enter(page, live_server, scenery):
    """Open the browser's session as someone, without the sign-in page."""

    def as_person(name):
        client = Client()
        client.force_login(accounts.by_email(scenery.cast.email(name)))
        cookie = client.cookies["session"]
        page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server.url}])

    return as_person
