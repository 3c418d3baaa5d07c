"""« Place pour les fichiers »: seen by the house, changed by the platform alone."""

import pytest

from entregent.audit.search import history_of
from entregent.files import room
from entregent.people.models import House
from entregent.site.administration.room import GIGABYTE
from tests.people.visit import hidden, press, prove

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(scenery):
    return scenery.cast.houses["vendor"]


@pytest.fixture
def path(house):
    return f"/administration/maisons/{house.pk}/place/"


def now(house):
    return House.objects.unscoped("test").get(pk=house.pk)


def test_the_platform_changes_it_and_the_event_says_from_what_to_what(scenery, house, path, settings):
    settings.HOUSE_FILES_BYTES = 5 * GIGABYTE
    client = prove(scenery.client("admin"))
    assert press(client, path, most="2,5").headers["Location"] == f"/administration/maisons/{house.pk}/"
    assert now(house).files_most == 2.5 * GIGABYTE
    [event] = history_of("people.house", house.pk)
    assert (event.verb, event.house_id) == ("files.room.changed", house.pk)
    assert event.particulars["changes"] == {"most": [5 * GIGABYTE, int(2.5 * GIGABYTE)]}


@pytest.mark.parametrize("most", ["0", "-1", "beaucoup", "", "2,55"])
def test_what_is_no_size_is_refused_at_its_field(scenery, house, path, most):
    page = press(prove(scenery.client("admin")), path, most=most)
    assert page.status_code == 422
    assert "id_most_error" in page.content.decode()
    assert now(house).files_most is None


def test_it_asks_for_a_fresh_proof(scenery, house, path):
    client = scenery.client("admin")
    assert client.get(path).headers["Location"].startswith("/connexion/confirmation/")
    assert client.post(path, {"most": "1"}).headers["Location"].startswith("/connexion/confirmation/")
    assert now(house).files_most is None


@pytest.mark.parametrize("person", ["responsable", "technicien", "agent", "etranger"])
def test_a_house_does_not_give_itself_room(scenery, house, path, person):
    client = scenery.client(person)
    assert client.get(path).status_code == 403  # and is asked for no proof
    fields = hidden(prove(client).get("/profil/"))
    assert client.get(path).status_code == 403
    assert client.post(path, {**fields, "most": "900"}).status_code == 403
    assert now(house).files_most is None


def test_the_house_sees_how_much_is_taken(scenery, house, settings):
    settings.HOUSE_FILES_BYTES = 5 * GIGABYTE
    scenery.file.__class__.objects.unscoped("test").filter(pk=scenery.file.pk).update(size=int(1.25 * GIGABYTE))
    page = scenery.client("responsable").get("/administration/maison/").content.decode()
    assert "1,2\u00a0Go" in page
    assert "5\u00a0Go" in page
    assert "/place/" not in page
    assert "/place/" in scenery.client("admin").get(f"/administration/maisons/{house.pk}/").content.decode()


@pytest.mark.parametrize(("taken", "most", "percent"), [(0, 10, 0), (5, 10, 50), (30, 10, 100), (0, 0, 100)])
def test_the_bar_never_passes_its_end(taken, most, percent):
    assert room.Use(taken, most).percent == percent
