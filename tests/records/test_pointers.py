"""Favourites and last viewed: one's own, written seldom, and gone with the right to see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entregent.core import clock
from entregent.dossiers.models import Seat
from entregent.records.jobs import forget_pointers
from entregent.records.models import Favourite, Visit
from entregent.records.pointers import at_hand
from entregent.records.sources import MOST
from tests.access import PEOPLE
from tests.cast import file
from tests.records.conftest import PART


def titles(scenery, person, name="favourites"):
    return [hit.title for hit in at_hand(scenery.cast.viewer(person))[name]]


def star(sit, scenery, person, kind="etablissements", pk=None, act="favori/"):
    return sit(person).send(f"/fiches/{kind}/{pk or scenery.cast.parties['hospital'].pk}/{act}")


def test_a_star_is_given_and_taken_away(scenery, sit):
    page = star(sit, scenery, "responsable")
    assert 'aria-pressed="true"' in page.content.decode()
    assert titles(scenery, "responsable") == ["Centre hospitalier de Valmorel"]
    star(sit, scenery, "responsable")
    assert Favourite.objects.unscoped("test").count() == 1
    assert 'aria-pressed="false"' in star(sit, scenery, "responsable", act="favori/retrait/").content.decode()
    assert titles(scenery, "responsable") == []


def test_favourites_are_ones_own(scenery, sit):
    star(sit, scenery, "responsable")
    seen = {person for person in PEOPLE if Favourite.objects.visible_to(scenery.cast.viewer(person)).exists()}
    assert seen == {"responsable"}
    assert titles(scenery, "technicien") == []


def test_what_is_not_seen_takes_no_star(scenery, sit):
    for person, kind in (("autre", "etablissements"), ("etranger", "etablissements"), ("responsable", "inconnu")):
        assert star(sit, scenery, person, kind).status_code == 404
    assert not Favourite.objects.unscoped("test").exists()


def test_without_a_script_it_leads_back_to_the_record(scenery, sit):
    party = scenery.cast.parties["hospital"].pk
    assert sit("responsable").send(f"/fiches/etablissements/{party}/favori/", part=False).status_code == 302


def test_every_favourite_is_within_reach(scenery):
    """Beyond those of the shelf, and behind those of records that are gone."""
    viewer, late = scenery.cast.viewer("responsable"), file(scenery.cast, "payroll", "agent", "Le plus ancien")
    kept = [late, *(file(scenery.cast, "payroll", "agent", f"Sujet {number}") for number in range(MOST))]
    keys = [*(one.pk for one in kept), *range(10**6, 10**6 + 30)]
    Favourite.objects.bulk_create(
        Favourite(
            user_id=viewer.user_id, membership_id=viewer.membership_id, kind="demandes", record_id=key,
            at=clock.now() + timedelta(seconds=place),
        )
        for place, key in enumerate(keys)
    )  # fmt: skip
    client, last = scenery.client("responsable"), f'href="/support/demandes/{late.number}/"'
    page = client.get("/favoris/").content.decode()
    assert page.count('class="palette-hit"') == MOST + 1
    assert last in page
    for url in ("/support/", "/recherche/propositions/"):
        shown = client.get(url).content.decode()
        assert 'href="/favoris/"' in shown, url
        assert shown.count('href="/support/demandes/') - shown.count('href="/support/demandes/"') >= MOST, url
    assert 'href="/favoris/"' in client.get("/recherche/propositions/", {"q": "favoris"}).content.decode()
    assert 'class="palette-hit"' not in scenery.client("technicien").get("/favoris/").content.decode()


def test_lost_rights_take_favourites_and_visits_away(scenery, sit):
    contract = scenery.cast.contracts["payroll"]
    for person in ("agent", "responsable"):
        star(sit, scenery, person, "contrats", contract.pk)
        scenery.client(person).get(f"/support/contrats/{contract.pk}/")
        assert len(titles(scenery, person)) == len(titles(scenery, person, "visits")) == 1
    Seat.objects.unscoped("test").filter(dossier=contract.dossier_id, side="customer").delete()
    assert titles(scenery, "agent") == titles(scenery, "agent", "visits") == []
    assert titles(scenery, "responsable") == ["Orpaie · K-payroll"]


def test_a_kind_without_a_page_for_them_is_left_out(scenery):
    """Someone who managed products and no longer does."""
    member = scenery.cast.members["technicien"]
    pointed = {"kind": "produits", "record_id": scenery.cast.products["payroll"].pk}
    Favourite.objects.create(user=member.user, membership=member, **pointed)
    assert titles(scenery, "technicien") == []


def test_a_visit_is_written_once_in_ten_minutes(scenery):
    client, url = scenery.client("responsable"), f"/support/contrats/{scenery.cast.contracts['payroll'].pk}/"
    client.get(url)
    first = Visit.objects.unscoped("test").get().at
    for minutes, written in ((0, False), (9, False), (11, True)):
        with clock.at(first + timedelta(minutes=minutes)), CaptureQueriesContext(connection) as queries:
            client.get(url)
        assert any('INTO "records_visit"' in query["sql"] for query in queries) == written, minutes
    assert Visit.objects.unscoped("test").get().at == first + timedelta(minutes=11)


def test_a_page_that_is_refused_is_no_visit(scenery):
    scenery.client("autre").get(f"/support/contrats/{scenery.cast.contracts['payroll'].pk}/")
    assert not Visit.objects.unscoped("test").exists()


def test_visits_are_forgotten_with_age(scenery):
    client, day = scenery.client("responsable"), timedelta(days=1)
    urls = [f"/support/contrats/{contract.pk}/" for contract in scenery.cast.contracts.values()][:2]
    start = clock.now()
    client.get(urls[0])
    with clock.at(start + 29 * day):
        forget_pointers()
        assert Visit.objects.unscoped("test").count() == 1
    Visit.objects.unscoped("test").update(at=start - 31 * day)
    client.get(urls[1])
    forget_pointers()
    assert [visit.at for visit in Visit.objects.unscoped("test")] >= [start]
    assert Visit.objects.unscoped("test").count() == 1


@pytest.mark.parametrize("person", ["responsable", "agent"])
def test_a_record_page_costs_few_queries(scenery, person, django_assert_max_num_queries):
    client = scenery.client(person)
    party, contract = scenery.cast.parties["hospital"].pk, scenery.cast.contracts["payroll"].pk
    place = "/support/etablissement/" if person == "agent" else f"/support/etablissements/{party}/"
    for url in (place, f"/support/contrats/{contract}/"):
        client.get(url)
        with django_assert_max_num_queries(10):
            client.get(url)
    with django_assert_max_num_queries(10):
        client.get(f"/fiches/etablissements/{party}/champs/name/", headers=PART)


def test_the_dashboard_shows_what_is_at_hand(scenery, sit):
    assert "shelf-" not in scenery.client("responsable").get("/support/").content.decode()
    star(sit, scenery, "responsable")
    assert "shelf-favourites" in scenery.client("responsable").get("/support/").content.decode()


def test_a_busy_database_costs_the_note_and_not_the_page(scenery, monkeypatch):
    from django.db import OperationalError

    from entregent.records.views import pages

    def busy(page):
        raise OperationalError("database is locked")

    monkeypatch.setattr(pages, "note_visit", busy)
    url = f"/support/contrats/{scenery.cast.contracts['payroll'].pk}/"
    assert scenery.client("responsable").get(url).status_code == 200
