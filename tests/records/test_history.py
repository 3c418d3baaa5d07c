"""The history of a record: who, when, which field, before and after, in words; nothing that is not to be told."""

from datetime import date

import pytest
from django.db import transaction
from django.utils.translation import override

from entregent import audit
from entregent.records.history import PAGE, History
from entregent.records.page import find_page


def told(scenery, person, kind, pk, field=""):
    page = find_page(scenery.cast.viewer(person), kind, pk)
    history = History(page, field)
    with override("en"):
        return history.lines(history.events())


def change(scenery, on, by="responsable", verb="changed", **pairs):
    with transaction.atomic():
        house = scenery.cast.houses["vendor"].pk
        audit.record(f"{on._meta.label_lower}.{verb}", on, by=scenery.cast.viewer(by), house_id=house, changes=pairs)


def test_each_kind_tells_its_own(scenery, sit):
    party = scenery.cast.parties["hospital"]
    change(scenery, party, city=["Valmorel", "Brécy"], phone=["", "0199"])
    line = told(scenery, "responsable", "etablissements", party.pk)[0]
    assert line.who == "Inès Valade"
    assert [(one.before, one.after) for one in line.changes] == [("Valmorel", "Brécy"), ("–", "0199")]  # as on the page
    page = scenery.client("agent").get(f"/fiches/etablissements/{party.pk}/historique/").content.decode()
    assert "Brécy" in page


def test_dates_relations_and_choices_are_words(scenery):
    contract, products = scenery.cast.contracts["payroll"], scenery.cast.products
    pair = [products["payroll"].pk, products["legal"].pk]
    change(scenery, contract, product=pair, ends_on=["2026-01-31", None])
    with override("en"):
        lines = told(scenery, "responsable", "contrats", contract.pk)[0].changes
    assert [(one.before, one.after) for one in lines] == [("Orpaie", "Conseil"), ("31 Jan 2026", "–")]
    member = scenery.cast.members["collegue"]
    change(scenery, member, title=["", "m"])
    assert [one.after for one in told(scenery, "agent", "collaborateurs", member.pk)[0].changes] == ["Mr"]


def test_the_owner_of_a_request_is_told_by_name(scenery):
    request = scenery.cast.request("in_progress")
    request.hand_over(scenery.cast.members["collegue"], by=scenery.cast.viewer("agent"))
    line = told(scenery, "administrateur", "demandes", request.pk)[0]
    assert [(one.before, one.after) for one in line.changes] == [("Nadia Ferrand", "Luc Amiel")]


def test_someone_who_may_not_be_seen_is_not_named(scenery):
    request = scenery.cast.request("in_progress")
    change(scenery, request, verb="edited", owner=[scenery.cast.members["etranger"].pk, None])
    line = told(scenery, "agent", "demandes", request.pk)[0]
    assert [one.before for one in line.changes] == ["not visible to you"]


@pytest.mark.parametrize("name", ["search_key", "password", "thread", "house", "name_key"])
def test_a_field_that_is_not_on_the_page_is_never_told(scenery, name):
    request = scenery.cast.request("in_progress")
    change(scenery, request, verb="edited", **{name: ["canari", "canari"]})
    assert told(scenery, "responsable", "demandes", request.pk)[0].changes == []
    page = scenery.client("responsable").get(f"/fiches/demandes/{request.pk}/historique/").content.decode()
    assert "canari" not in page


def test_an_event_that_the_page_does_not_know_is_not_told(scenery):
    party = scenery.cast.parties["hospital"]
    change(scenery, party, verb="whispered", city=["a", "b"])
    assert told(scenery, "responsable", "etablissements", party.pk) == []


def test_what_is_kept_from_customers_is_told_to_staff_alone(scenery, monkeypatch):
    from entregent.spaces.support.records import EstablishmentPage

    party = scenery.cast.parties["hospital"]
    change(scenery, party, city=["a", "b"], reference=["c", "d"])
    monkeypatch.setattr(EstablishmentPage, "kept_from_customers", frozenset({"reference"}))
    assert len(told(scenery, "responsable", "etablissements", party.pk)[0].changes) == 2
    assert len(told(scenery, "agent", "etablissements", party.pk)[0].changes) == 1
    assert len(told(scenery, "agent", "etablissements", party.pk, field="reference")[0].changes) == 1
    monkeypatch.setattr(EstablishmentPage, "kept_from_customers", frozenset({"people.party.changed"}))
    assert told(scenery, "agent", "etablissements", party.pk) == []


def test_one_field_alone_and_pages(scenery):
    party = scenery.cast.parties["hospital"]
    for place in range(PAGE + 3):
        change(scenery, party, city=[f"ville {place}", f"ville {place + 1}"])
    change(scenery, party, phone=["", "0199"])
    assert len(told(scenery, "responsable", "etablissements", party.pk, field="phone")) == 1
    assert len(told(scenery, "responsable", "etablissements", party.pk, field="forged")) == PAGE + 4
    client, url = scenery.client("responsable"), f"/fiches/etablissements/{party.pk}/historique/"
    first, second = (client.get(url, {"champ": "city", "page": page}).content.decode() for page in (1, 2))
    assert (first.count('class="past-line"'), second.count('class="past-line"')) == (PAGE, 3)
    for forged in ({"page": "x"}, {"page": "-1"}, {"page": "9" * 30}, {"champ": "'; drop"}):
        assert client.get(url, forged).status_code == 200


def test_erased_particulars_leave_a_line_without_a_name(scenery):
    from django.db.models import Q

    from entregent.audit.erasure import erase_particulars

    party = scenery.cast.parties["hospital"]
    change(scenery, party, city=["a", "b"])
    erase_particulars(Q(record_id=str(party.pk), record_type="people.party"))
    line = told(scenery, "responsable", "etablissements", party.pk)[0]
    assert line.changes == []
    assert "Inès" not in line.who


def test_names_are_fetched_together(scenery, django_assert_max_num_queries):
    request = scenery.cast.request("in_progress")
    for person in ("agent", "collegue", "referent", "administrateur"):
        change(scenery, request, verb="edited", owner=[None, scenery.cast.members[person].pk])
    page = find_page(scenery.cast.viewer("agent"), "demandes", request.pk)
    history = History(page)
    with django_assert_max_num_queries(3):  # the events, then owners and handlers
        assert len(history.latest(50)) > 4


def test_a_date_that_nobody_can_read_is_shown_as_it_is(scenery):
    contract = scenery.cast.contracts["payroll"]
    change(scenery, contract, ends_on=["hier", date(2026, 1, 2)])
    assert [one.before for one in told(scenery, "agent", "contrats", contract.pk)[0].changes] == ["hier"]


def test_whoever_takes_charge_and_internal_notes_are_told_to_those_who_may_know(scenery):
    request = scenery.cast.request("in_progress")
    request.note("Entre nous.", by=scenery.cast.viewer("technicien"))
    request.assign(scenery.cast.members["responsable"], by=scenery.cast.viewer("responsable"))
    assigned, noted = told(scenery, "technicien", "demandes", request.pk)[:2]
    assert (assigned.what, [one.after for one in assigned.changes]) == ("assigned a request", ["Inès Valade"])
    assert noted.what == "left an internal note"
    for person in ("agent", "administrateur"):
        words = [line.what for line in told(scenery, person, "demandes", request.pk)]
        assert "assigned a request" in words
        assert "left an internal note" not in words
