"""One search over everything one may see: pages, actions, records; never a row of strangers."""

import re
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import override

from entregent.dossiers.models import Dossier
from entregent.people.models import Party
from entregent.people.viewer import Viewer
from entregent.records.finding import number_in, search_everything
from entregent.records.sources import MOST
from entregent.records.views.search import ON_PAGE
from entregent.spaces.support.lists import ProductList
from entregent.spaces.support.models import Product
from tests.access import PEOPLE
from tests.cast import file

HOSPITAL = ("agent", "collegue", "administrateur", "referent")


def found(scenery, person, query):
    """Group → titles."""
    with override("en"):
        return {
            group.key: [hit.title for hit in group.hits]
            for group in search_everything(scenery.cast.viewer(person), query)
        }


def records(scenery, person, query):
    return {key: hits for key, hits in found(scenery, person, query).items() if key not in ("pages", "actions")}


@pytest.mark.parametrize("person", PEOPLE)
def test_a_number_finds_the_request_of_those_who_see_it(scenery, person):
    hospital, school = scenery.cast.requests["in_progress"].number, scenery.cast.requests["school"].number
    desk = person in ("technicien", "responsable")
    for number, may in ((hospital, desk or person in HOSPITAL), (school, desk or person == "autre")):
        hits = search_everything(scenery.cast.viewer(person), f"n°{number}")
        urls = [hit.url for group in hits for hit in group.hits if group.key == "demandes"]
        assert urls == ([f"/support/demandes/{number}/"] if may else [])


@pytest.mark.parametrize("person", PEOPLE)
def test_names_and_numbers_of_another_establishment_find_nothing(scenery, person):
    """Exact words of the school: its name, its SIRET, its contract, its agent, its request."""
    exact = (
        "École supérieure de Brécy",
        scenery.cast.parties["school"].siret,
        "K-school",
        "Paul Vasseur",
        "Sujet school",
    )
    seen = {query: bool(records(scenery, person, query)) for query in exact}
    assert set(seen.values()) == {person in ("technicien", "responsable", "autre")}, seen


@pytest.mark.parametrize(
    ("typed", "number"),
    [("55", 55), ("n°55", 55), ("N° 55", 55), ("DI 55", 55), ("di n° 55", 55), ("no 55", 55), (" 55 ", 55),
     ("55 bis", None), ("K-55", None), ("", None), ("n°", None), ("9" * 12, None)],
)  # fmt: skip
def test_ways_of_saying_a_number(typed, number):
    assert number_in(typed) == number


def test_a_number_comes_first_and_words_that_hold_it_otherwise(scenery):
    for _ in range(6):
        file(scenery.cast, "payroll", "agent", "Taux de 12 %")
    number = scenery.cast.requests["in_progress"].number
    assert next(iter(found(scenery, "responsable", str(number)))) == "demandes"
    assert len(found(scenery, "responsable", "13000")) == 0
    late = file(scenery.cast, "payroll", "agent", "Code 4012")
    assert found(scenery, "responsable", "4012")["demandes"] == [f"No. {late.number} · Code 4012"]


@pytest.mark.parametrize("query", ["VALMOREL", "valmorel hosp", "Hospitalier  de-valmorel", "centre"])
def test_every_word_is_found_blind_to_case_and_accents(scenery, query):
    assert records(scenery, "responsable", query)["etablissements"] == ["Centre hospitalier de Valmorel"]
    assert "etablissements" not in records(scenery, "responsable", f"{query} introuvable")


def test_accents_do_not_matter(scenery):
    assert records(scenery, "responsable", "ecole brecy")["etablissements"] == ["École supérieure de Brécy"]
    assert records(scenery, "administrateur", "evrard")["collaborateurs"] == ["Claire Évrard"]


@pytest.mark.parametrize("query", ["État civil", "état", "ETAT", "Etat-Civil", "civil"])
def test_accents_of_products_do_not_matter_either(scenery, query):
    product = scenery.cast.products["payroll"]
    product.name = "État civil"
    product.save()
    hits = records(scenery, "responsable", query)
    assert hits["produits"] == ["État civil"]
    assert "État civil · K-payroll" in hits["contrats"]
    assert list(ProductList(scenery.cast.viewer("responsable"), {"q": query}).narrowed()) == [product]


def test_products_of_before_are_folded_by_the_migration(scenery):
    name = "0002_product_name_key"
    migration = import_module(f"entregent.spaces.support.migrations.{name}").Migration
    rows = Product.objects.unscoped("as before the migration")
    rows.filter(pk=scenery.cast.products["payroll"].pk).update(name="État civil", name_key="")
    then = MigrationLoader(connection).project_state(("support", name)).apps
    migration.operations[1].code(then, connection.schema_editor())
    assert rows.get(pk=scenery.cast.products["payroll"].pk).name_key == "etat civil"


@pytest.mark.parametrize("person", ["technicien", "responsable", "agent", "administrateur", "autre"])
def test_every_hit_stands_in_the_list_of_all_results(scenery, person):
    """What is closed or cancelled too, and what is found by a customer's number."""
    cast, client, followed = scenery.cast, scenery.client(person), set()
    Party.objects.unscoped("test").filter(pk=cast.parties["hospital"].pk).update(reference="C-0417")
    numbers = [f"DI {cast.requests[state].number}" for state in ("closed", "cancelled")]
    for query in ("sujet", "valmorel", "paul", "vasseur", "orpaie", "C-0417", *numbers):
        for group in (one for one in search_everything(cast.viewer(person), query, ON_PAGE) if one.more):
            listed = client.get(group.more).content.decode()
            assert [hit.url for hit in group.hits if f'href="{hit.url}"' not in listed] == [], (query, group.more)
            followed.add(group.key)
    assert "demandes" in followed


def test_each_kind_of_record_is_found_by_its_codes(scenery):
    cast = scenery.cast
    assert records(scenery, "responsable", cast.parties["hospital"].siret).keys() == {"etablissements"}
    assert records(scenery, "agent", "K-payroll")["contrats"] == ["Orpaie · K-payroll"]
    assert records(scenery, "responsable", "collegue@demo")["collaborateurs"] == ["Luc Amiel"]
    assert records(scenery, "responsable", "orpaie")["produits"] == ["Orpaie"]
    for person in ("technicien", "agent"):
        assert "produits" not in records(scenery, person, "orpaie")


def test_pages_and_actions_are_those_of_the_viewer(scenery):
    assert found(scenery, "responsable", "trail")["pages"] == ["Audit trail"]
    assert "pages" not in found(scenery, "agent", "trail")
    with override("en"):
        assert [
            hit.url for group in search_everything(scenery.cast.viewer("agent"), "file a request") for hit in group.hits
        ] == ["/support/demandes/nouvelle/"]
    assert "actions" not in found(scenery, "technicien", "add")
    assert len(found(scenery, "responsable", "add")["actions"]) == 3


@pytest.mark.parametrize("query", ["%", "_", "\\", "'", '"', "*", "x" * 5000, "\0", "é" * 99, "-", "’"])
def test_signs_of_every_kind_break_nothing(scenery, query):
    client = scenery.client("responsable")
    for url in ("/recherche/", "/recherche/propositions/"):
        assert client.get(url, {"q": query}).status_code == 200


def test_hits_are_capped(scenery):
    for place in range(MOST + 5):
        file(scenery.cast, "payroll", "agent", f"Bulletin {place}")
    assert len(found(scenery, "agent", "bulletin")["demandes"]) == MOST
    page = scenery.client("agent").get("/recherche/", {"q": "bulletin"}).content.decode()
    assert len(re.findall(r'class="palette-hit" href="/support/demandes/\d+/"', page)) == ON_PAGE < MOST
    assert 'href="/support/demandes/?cloturees=oui&amp;q=bulletin"' in page


@pytest.mark.parametrize("query", ["nice", "Nice", "nîce"])
def test_the_very_name_comes_before_all_that_hold_it(scenery, query):
    """Were they cut before they are ranked, it would not be found at all: it is the oldest."""
    house = scenery.cast.houses["vendor"]
    for name in ("Nice", "Nice Nord", *(f"Clinique de Nice {place}" for place in range(MOST))):
        party = Party(house=house, name=name)
        party.save()
        Dossier.open(party, "support", by=scenery.cast.viewer("responsable"))
    hits = records(scenery, "responsable", query)["etablissements"]
    assert hits[:2] == ["Nice", "Nice Nord"]
    assert len(hits) == MOST
    assert records(scenery, "responsable", "clinique nice")["etablissements"][0].startswith("Clinique")
    assert records(scenery, "responsable", "nice nord")["etablissements"] == ["Nice Nord"]


def test_people_and_products_are_ranked_alike(scenery):
    product = scenery.cast.products["payroll"]
    for place in range(MOST):
        Product(house=product.house, service=product.service, name=f"Module Orpaie {place}").save()
    assert records(scenery, "responsable", "orpaie")["produits"][0] == "Orpaie"


def test_a_keystroke_costs_ten_queries_at_most(scenery, django_assert_max_num_queries):
    for person in ("responsable", "agent", "admin"):
        client = scenery.client(person)
        client.get("/recherche/")  # the first page of a session notes when it began
        for query in ("v", "valmorel", "3", ""):
            with django_assert_max_num_queries(10):
                client.get("/recherche/propositions/", {"q": query})


def test_the_public_finds_nothing():
    assert search_everything(Viewer.public(), "a") == []


def test_quick_create_offers_what_the_page_allows(scenery):
    """Each action opens for whoever is offered it, and is refused to the others."""
    from entregent.records.creation import _creations, creations_of

    for person in ("agent", "administrateur", "technicien", "responsable"):
        client, offered = scenery.client(person), {one.url for one in creations_of(scenery.cast.viewer(person))}
        for one in _creations:
            assert (client.get(one.url).status_code == 200) == (one.url in offered), (person, one.url)


def test_the_top_bar_holds_the_search_and_what_may_be_created(scenery):
    page = scenery.client("responsable").get("/support/").content.decode()
    assert 'action="/recherche/"' in page
    assert '<details class="menu create"' in page
    assert '<details class="menu create"' not in scenery.client("technicien").get("/support/").content.decode()


@pytest.fixture
def dialled(scenery):
    """A telephone as it was typed; another establishment whose SIRET holds the same pairs of figures."""
    Party.objects.unscoped("test").filter(pk=scenery.cast.parties["hospital"].pk).update(phone="+33 (0)4 74.32-19 36")
    Party.objects.unscoped("test").filter(pk=scenery.cast.parties["school"].pk).update(siret="36193274047432")
    return scenery


@pytest.mark.parametrize("typed", ["04 74 32 19 36", "04.74.32", "+33 4 74 32 19 36", "0033474321936"])
def test_a_telephone_is_found_however_it_is_typed_and_nothing_else_is(dialled, typed):
    hospital = dialled.cast.parties["hospital"].name
    assert records(dialled, "technicien", typed) == {"etablissements": [hospital]}
    listed = dialled.client("technicien").get("/support/etablissements/", {"q": typed}).content.decode()
    assert hospital in listed
    assert dialled.cast.parties["school"].name not in listed


@pytest.mark.parametrize("typed", ["732 829 320 00074", "732829", "732 829"])
def test_a_siret_is_found_whole_or_from_its_beginning(scenery, typed):
    assert records(scenery, "technicien", typed)["etablissements"] == [scenery.cast.parties["hospital"].name]
