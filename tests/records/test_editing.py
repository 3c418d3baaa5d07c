"""One field at a time, by two people: both changes are kept, or the second one chooses, and nothing is lost."""

import json

import pytest

from entregent.audit.search import history_of
from entregent.people.models import Party
from entregent.spaces.support.models import Product
from tests.cast import PASSWORD

pytestmark = pytest.mark.usefixtures("another_manager")


def hospital(scenery):
    return Party.objects.unscoped("test").get(pk=scenery.cast.parties["hospital"].pk)


def changes(scenery):
    events = history_of("people.party", scenery.cast.parties["hospital"].pk).filter(verb="people.party.changed")
    return [event.particulars["changes"] for event in events]


def test_one_field_is_changed_and_only_that_one(scenery, sit, field_of):
    before, ines = hospital(scenery), sit("responsable")
    assert "edit_phone" in ines.open(field_of("phone")).content.decode()
    page = ines.send(field_of("phone"), phone="01 99 00 41 07", name="Forgé", siret="1")
    after = hospital(scenery)
    assert (page.status_code, after.phone) == (200, "01 99 00 41 07")
    assert (after.name, after.siret, after.city) == (before.name, before.siret, before.city)
    assert changes(scenery) == [{"phone": ["", "01 99 00 41 07"]}]
    assert "data-said" in page.content.decode()


def test_a_column_made_from_others_follows(scenery, sit, field_of):
    ines = sit("responsable")
    ines.open(field_of("name"))
    ines.send(field_of("name"), name="Hôpital de Valmorel")
    assert hospital(scenery).name_key == "hopital de valmorel"


def test_two_people_change_different_fields_and_both_are_kept(scenery, sit, field_of):
    ines, maud = sit("responsable"), sit("gerante")
    ines.open(field_of("phone"))
    maud.open(field_of("city"))
    maud.send(field_of("city"), city="Brécy")
    assert ines.send(field_of("phone"), phone="0199004107").status_code == 200
    assert (hospital(scenery).city, hospital(scenery).phone) == ("Brécy", "0199004107")


@pytest.mark.parametrize(("choice", "kept"), [("Lyon", "Lyon"), ("Brécy", "Brécy"), ("Valmorel", "Valmorel")])
def test_the_same_field_asks_between_three_values(scenery, sit, field_of, choice, kept):
    ines, maud = sit("responsable"), sit("gerante")
    ines.open(field_of("city"))
    maud.open(field_of("city"))
    maud.send(field_of("city"), city="Brécy")
    page = ines.send(field_of("city"), city="Lyon")
    text = page.content.decode()
    assert page.status_code == 409
    assert hospital(scenery).city == "Brécy"
    assert len(changes(scenery)) == 1
    assert all(f'value="{value}"' in text for value in ("Lyon", "Brécy", "Valmorel"))
    assert "Maud Carel" in text
    assert " checked" not in text
    assert ines.send(field_of("city"), city=choice).status_code == 200
    assert hospital(scenery).city == kept
    assert len(changes(scenery)) == (1 if kept == "Brécy" else 2)


def test_nothing_is_written_while_no_value_is_chosen(scenery, sit, field_of):
    ines, maud = sit("responsable"), sit("gerante")
    ines.open(field_of("city"))
    maud.open(field_of("city"))
    maud.send(field_of("city"), city="Brécy")
    ines.send(field_of("city"), city="Lyon")
    again = ines.send(field_of("city"))
    assert again.status_code == 409
    assert 'value="Lyon"' in again.content.decode()
    assert hospital(scenery).city == "Brécy"


def test_a_choice_that_is_overtaken_asks_again(scenery, sit, field_of):
    ines, maud = sit("responsable"), sit("gerante")
    for desk in (ines, maud):
        desk.open(field_of("city"))
    maud.send(field_of("city"), city="Brécy")
    ines.send(field_of("city"), city="Lyon")
    maud.open(field_of("city"))
    maud.send(field_of("city"), city="Nantes")
    page = ines.send(field_of("city"), city="Lyon")
    assert page.status_code == 409
    assert all(f'value="{value}"' in page.content.decode() for value in ("Lyon", "Nantes", "Valmorel"))
    assert hospital(scenery).city == "Nantes"


def test_both_write_the_same_and_nobody_is_asked(scenery, sit, field_of):
    ines, maud = sit("responsable"), sit("gerante")
    for desk in (ines, maud):
        desk.open(field_of("city"))
    assert [desk.send(field_of("city"), city="Brécy").status_code for desk in (maud, ines)] == [200, 200]
    assert len(changes(scenery)) == 1


def test_sent_twice_it_counts_once(scenery, sit, field_of):
    ines = sit("responsable")
    ines.open(field_of("city"))
    base = ines.base
    for _ in range(2):
        ines.base = base
        assert ines.send(field_of("city"), city="Brécy").status_code == 200
    assert len(changes(scenery)) == 1


def test_a_value_too_long_is_refused_and_kept(scenery, sit, field_of):
    ines = sit("responsable")
    ines.open(field_of("city"))
    page = ines.send(field_of("city"), city="x" * 81)
    assert page.status_code == 422
    assert "x" * 81 in page.content.decode()
    assert "edit_city_error" in page.content.decode()
    assert hospital(scenery).city == "Valmorel"


def test_the_rules_of_the_whole_form_hold_for_one_field(scenery, sit, field_of):
    """A SIRET is cleaned of its spaces, checked, and once a house."""
    ines = sit("responsable")
    for given, status in (("123", 422), (scenery.cast.parties["school"].siret, 422), ("732 829 320 00074", 200)):
        ines.open(field_of("siret"))
        assert ines.send(field_of("siret"), siret=given).status_code == status
    assert hospital(scenery).siret == "73282932000074"


def test_what_the_model_says_of_another_field_is_said(scenery, sit):
    """Moving the signature beyond the end of a contract."""
    ines, contract = sit("responsable"), scenery.cast.contracts["payroll"]
    url = f"/fiches/contrats/{contract.pk}/champs/signed_on/modification/"
    ines.open(url)
    page = ines.send(url, signed_on="2999-01-01")
    assert page.status_code == 422
    assert "field-error" in page.content.decode()


@pytest.mark.parametrize("name", ["house", "name_key", "pk", "user__email", "secret", "product__service__name", "kind"])
def test_forged_fields_are_not_found(scenery, sit, field_of, name):
    assert sit("responsable").open(field_of(name)).status_code == 404


def test_a_field_shown_but_not_ones_own_is_refused(scenery, sit, field_of):
    for person in ("agent", "administrateur", "technicien"):
        assert sit(person).send(field_of("phone"), phone="1").status_code == 403
    member = f"/fiches/collaborateurs/{scenery.cast.members['collegue'].pk}/champs/{{}}/modification/"
    claire, ines = sit("administrateur"), sit("responsable")
    assert claire.open(member.format("phone")).status_code == 200
    assert claire.open(member.format("number")).status_code == 403
    assert ines.open(member.format("number")).status_code == 200
    assert ines.open(member.format("user__email")).status_code == 404
    assert ines.open(member.format("profiles")).status_code == 403
    assert hospital(scenery).phone == ""


def test_rows_without_a_right_have_no_pencil(scenery):
    for person, shown in (("responsable", True), ("technicien", False)):
        page = scenery.client(person).get(f"/support/etablissements/{scenery.cast.parties['hospital'].pk}/")
        assert ("pencil" in page.content.decode()) == shown
    assert "/champs/" not in scenery.client("agent").get("/support/etablissement/").content.decode()


def test_a_right_taken_away_meanwhile_is_asked_again(scenery, sit, field_of):
    from entregent.people.models import Role

    ines = sit("responsable")
    ines.open(field_of("city"))
    role = Role.objects.unscoped("test").get(pk=scenery.cast.members["responsable"].roles[0].pk)
    role.rights = [right for right in role.rights if right != "support.manage"]
    role.save()
    assert ines.send(field_of("city"), city="Brécy").status_code == 403


def test_the_owner_changes_the_subject_through_the_verb_of_the_request(scenery, sit):
    request = scenery.cast.requests["in_progress"]
    url = f"/fiches/demandes/{request.pk}/champs/subject/modification/"
    nadia = sit("agent")
    nadia.open(url)
    page = nadia.send(url, subject="Bulletin faux")
    after = scenery.cast.request("in_progress")
    assert (after.subject, after.details) == ("Bulletin faux", request.details)
    assert "bulletin faux" in after.search_key
    assert 'id="record-title"' in page.content.decode()
    event = history_of("support.intervention", request.pk).last()
    assert (event.verb, event.particulars["changes"]) == (
        "support.intervention.edited",
        {"subject": ["Sujet in_progress", "Bulletin faux"]},
    )


@pytest.mark.parametrize("name", ["closed", "cancelled", "to_confirm"])
def test_too_late_for_the_subject(scenery, sit, name):
    url = f"/fiches/demandes/{scenery.cast.requests[name].pk}/champs/subject/modification/"
    assert sit("agent").send(url, subject="x").status_code == 409
    assert scenery.cast.request(name).subject == f"Sujet {name}"


def test_without_a_script_it_is_a_page_and_a_redirect(scenery, sit, field_of):
    ines = sit("responsable")
    page = ines.open(field_of("city"), part=False)
    assert "<!doctype html>" in page.content.decode().lower()
    assert "data-guard" in page.content.decode()
    saved = ines.send(field_of("city"), part=False, city="Brécy")
    assert (saved.status_code, saved["Location"][:24]) == (302, "/support/etablissements/")
    maud = sit("gerante")
    maud.base = json.dumps({"city": ["Valmorel", "Valmorel", None]})
    asked = maud.send(field_of("city"), part=False, city="Lyon")
    assert asked.status_code == 409
    assert "<!doctype html>" in asked.content.decode().lower()


@pytest.mark.parametrize(
    "base",
    [
        "", "{", "[]", "[1]", '{"city": 3}', '{"city": [1, 2, 3]}', '{"city": ["a"]}', "null", "[" * 20_000,
        r'{"city": ["\ud800", "", null]}', r'{"city": ["", "\ud800", null]}', r'{"city": ["", "", "\ud800"]}',
    ],
)  # fmt: skip
def test_a_forged_version_breaks_nothing(scenery, sit, field_of, base):
    ines = sit("responsable")
    ines.base = base
    assert ines.send(field_of("city"), city="Brécy").status_code == 200


def test_the_text_survives_the_end_of_a_session(scenery, sit, field_of):
    ines = sit("responsable")
    ines.open(field_of("city"), part=False)
    ines.client.cookies.clear()
    stopped = ines.send(field_of("city"), part=False, city="Brécy", back=field_of("city"))
    assert stopped.status_code == 303
    assert hospital(scenery).city == "Valmorel"
    ines.client.post("/connexion/", {"login": scenery.cast.email("responsable"), "password": PASSWORD})
    assert "Br\u00e9cy" in ines.open(field_of("city"), part=False).content.decode()


# The full form

EDIT = {
    "name": "Centre hospitalier de Valmorel",
    "siret": "73282932000074",
    "reference": "C-hospital",
    "city": "Valmorel",
}


def edit(scenery):
    return f"/support/etablissements/{scenery.cast.parties['hospital'].pk}/modification/"


def test_a_stale_full_form_keeps_what_others_changed_elsewhere(scenery, sit, field_of):
    ines, maud = sit("responsable"), sit("gerante")
    ines.open(edit(scenery), part=False)
    maud.open(field_of("phone"))
    maud.send(field_of("phone"), phone="0199")
    assert ines.send(edit(scenery), part=False, **{**EDIT, "city": "Brécy", "phone": ""}).status_code == 302
    assert (hospital(scenery).city, hospital(scenery).phone) == ("Brécy", "0199")
    assert changes(scenery)[-1] == {"city": ["Valmorel", "Brécy"]}


def test_a_stale_full_form_asks_for_the_same_field_and_keeps_the_rest(scenery, sit, field_of):
    ines, maud = sit("responsable"), sit("gerante")
    ines.open(edit(scenery), part=False)
    maud.open(field_of("city"))
    maud.send(field_of("city"), city="Nantes")
    page = ines.send(edit(scenery), part=False, **{**EDIT, "city": "Brécy", "fax": "0122"})
    assert page.status_code == 409
    assert 'value="0122"' in page.content.decode()
    assert (hospital(scenery).city, hospital(scenery).fax) == ("Nantes", "")
    unchosen = {name: value for name, value in {**EDIT, "fax": "0122"}.items() if name != "city"}
    assert ines.send(edit(scenery), part=False, **unchosen).status_code == 409
    assert hospital(scenery).fax == ""
    assert ines.send(edit(scenery), part=False, **{**EDIT, "city": "Brécy", "fax": "0122"}).status_code == 302
    assert (hospital(scenery).city, hospital(scenery).fax) == ("Brécy", "0122")


def test_a_relation_in_dispute_is_told_by_its_name(scenery, sit):
    from entregent.spaces.support.models import Service

    product, ines, maud = scenery.cast.products["payroll"], sit("responsable"), sit("gerante")
    first, second = Service.objects.unscoped("test").filter(house=scenery.cast.houses["vendor"]).order_by("-name")
    third = Service.objects.create(house=scenery.cast.houses["vendor"], name="Archives")
    url = f"/fiches/produits/{product.pk}/champs/service/modification/"
    for desk in (ines, maud):
        desk.open(url)
    maud.send(url, service=second.pk)
    page = ines.send(url, service=third.pk)
    assert page.status_code == 409
    assert all(f"<strong>{one.name}</strong>" in page.content.decode() for one in (first, second, third))
    ines.send(url, service=third.pk)
    assert Product.objects.unscoped("test").get(pk=product.pk).service_id == third.pk


@pytest.mark.parametrize("origin", ["abc", "-3", "9" * 30, "²", "0"])
def test_a_forged_origin_of_a_relation_is_only_words(scenery, sit, origin):
    service = scenery.arguments("service:vendor")[0]
    ines = sit("responsable")
    ines.base = json.dumps({"service": [origin, origin, None]})
    other = scenery.cast.products["legal"]
    page = ines.send(f"/fiches/produits/{other.pk}/champs/service/modification/", service=service)
    assert page.status_code in (200, 409)
