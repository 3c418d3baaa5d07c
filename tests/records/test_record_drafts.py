"""The full form of a record is kept while it is typed, with the version that it was begun from."""

import re
from html import unescape

import pytest

from entregent.people import drafts
from entregent.people.models import Party

TYPED = {"name": "Centre hospitalier de Valmorel", "siret": "73282932000074", "reference": "C-hospital"}
PART = {"HX-Request": "true"}


@pytest.fixture
def address(scenery):
    return f"/support/etablissements/{scenery.cast.parties['hospital'].pk}/modification/"


@pytest.fixture
def ines(sit):
    return sit("responsable")


def hospital(scenery):
    return Party.objects.unscoped("test").get(pk=scenery.cast.parties["hospital"].pk)


def keep(desk, page, **fields):
    """What the script does: the whole form goes to the address that the form names."""
    place, to = re.search(r'name="draft_place" value="([^"]+)" data-to="([^"]+)"', page.content.decode()).groups()
    answer = desk.client.post(to, {"draft_place": place, "base": desk.base, **TYPED, **fields})
    assert answer.json()["said"]


def value_of(page, name):
    return unescape(re.search(rf'<input[^>]* name="{name}"[^>]* value="([^"]*)"', page.content.decode())[1])


def draft_of(scenery):
    viewer, place = scenery.cast.viewer("responsable"), drafts.place_of(scenery.cast.parties["hospital"], "edit")
    return drafts.drafts_at(viewer, place).get(place)


def test_what_was_typed_is_found_again_and_saving_drops_it(scenery, ines, address):
    keep(ines, ines.open(address, part=False), city="Brécy")
    page = ines.open(address, part=False)
    assert value_of(page, "city") == "Brécy"
    assert re.search(r"data-draft-clear>", page.content.decode())
    assert ines.send(address, part=False, **TYPED, city="Brécy").status_code == 302
    assert hospital(scenery).city == "Brécy"
    assert draft_of(scenery) is None
    assert "data-draft-clear hidden" in ines.open(address, part=False).content.decode()


def test_a_draft_resumed_later_overwrites_nothing_that_others_saved(scenery, sit, ines, address, another_manager):
    keep(ines, ines.open(address, part=False), city="Brécy", phone="")
    maud = sit("gerante")
    maud.open(address, part=False)
    assert maud.send(address, part=False, **TYPED, city="Nantes", phone="0199").status_code == 302
    ines.open(address, part=False)
    asked = ines.send(address, part=False, **TYPED, city="Brécy", phone="")
    assert asked.status_code == 409
    assert (hospital(scenery).city, hospital(scenery).phone) == ("Nantes", "0199")
    assert draft_of(scenery).fields["city"] == "Brécy"
    assert "data-draft" not in asked.content.decode()
    assert value_of(asked, "phone") == "0199"
    assert ines.send(address, part=False, **TYPED, city="Brécy", phone="0199").status_code == 302
    assert (hospital(scenery).city, hospital(scenery).phone) == ("Brécy", "0199")
    assert draft_of(scenery) is None


def test_an_error_keeps_the_draft(scenery, ines, address):
    keep(ines, ines.open(address, part=False), city="Brécy")
    wrong = ines.send(address, part=False, **{**TYPED, "name": ""}, city="Brécy")
    assert wrong.status_code == 422
    assert 'name="draft_place"' in wrong.content.decode()
    assert draft_of(scenery) is not None
