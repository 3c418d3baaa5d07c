"""The proposal to require a second step of the team: calm, to those who run a house, and set aside for good."""

import pytest

from entregent.people.models import House
from entregent.people.models.house import OF_STAFF
from tests.people.second import give_totp
from tests.people.visit import hidden

pytestmark = pytest.mark.django_db
ASIDE, MINE, HOUSES = (
    "/administration/seconde-etape/proposition/",
    "/administration/maison/",
    "/administration/maisons/",
)


def is_made(client, page=MINE):
    return ASIDE in client.get(page).content.decode()


@pytest.mark.parametrize(("person", "page"), [("responsable", MINE), ("admin", MINE), ("admin", HOUSES)])
def test_whoever_runs_a_house_without_a_second_step_is_told(scenery, person, page):
    assert is_made(scenery.client(person), page)


def test_it_is_set_aside_by_each_for_themselves_and_for_good(scenery):
    client = scenery.client("responsable")
    assert client.post(ASIDE, hidden(client.get(MINE))).status_code == 302
    assert not is_made(scenery.client("responsable"))
    assert is_made(scenery.client("admin"))
    assert client.get("/support/").status_code == 200  # and looks as before


def test_it_goes_when_one_has_a_second_step(scenery):
    give_totp(scenery.cast.members["responsable"].user)
    assert not is_made(scenery.client("responsable"))


def test_it_goes_when_the_house_has_chosen(scenery):
    client = scenery.client("admin")
    House.objects.unscoped("test").filter(pk=scenery.cast.houses["platform"].pk).update(second_factor=OF_STAFF)
    session = client.session
    session["second_factor"] = True
    session.save()
    assert not is_made(client, HOUSES)


def test_it_is_not_made_where_nobody_could_be_held_to_it(scenery, settings):
    settings.MODE, settings.ROOT_URLCONF = "demo", "tests.site.demo_urls"
    assert not is_made(scenery.client("responsable"))
