"""A record seen by two people at once: each opens a form, then sends it."""

import re
from html import unescape

import pytest

from entregent.people.submissions import new_key
from tests.cast import join

PART = {"HX-Request": "true"}


class Desk:
    """One person in front of their browser."""

    def __init__(self, scenery, person):
        self.client, self.viewer = scenery.client(person), scenery.cast.viewer(person)
        self.base = ""

    def open(self, url, *, part=True):
        page = self.client.get(url, headers=PART if part else {})
        self.keep(page)
        return page

    def send(self, url, *, part=True, **fields):
        """The form as it was opened, with these values."""
        sent = {"submission": new_key(self.viewer), "base": self.base, **fields}
        page = self.client.post(url, sent, headers=PART if part else {})
        self.keep(page)
        return page

    def keep(self, page):
        found = re.search(r'name="base" value="([^"]*)"', page.content.decode())
        self.base = unescape(found[1]) if found else self.base


@pytest.fixture
def sit(scenery):
    return lambda person: Desk(scenery, person)


@pytest.fixture
def field_of(scenery):
    """The address where one field of the hospital's record is changed."""
    return lambda name: f"/fiches/etablissements/{scenery.cast.parties['hospital'].pk}/champs/{name}/modification/"


@pytest.fixture
def another_manager(scenery):
    """A second person who keeps establishments up to date."""
    return join(scenery.cast, "gerante", "vendor", None, "manager", "Maud", "Carel")
