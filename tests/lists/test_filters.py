"""What an address says of the rows, in words and in SQL."""

from datetime import date

import pytest
import time_machine
from django.http import QueryDict

from entregent.lists.filters import SPANS, Between, Choose, Contains, Numbers
from entregent.spaces.support.lists import RequestList
from tests.cast import file

STATES = (("a", 1, "Ouverte"), ("b", 2, "Close"))


def opened(scenery, query, person="technicien"):
    return RequestList(scenery.cast.viewer(person), QueryDict(query)).open()


def numbers(scenery, query, person="technicien"):
    return {row.cells[0].text for row in opened(scenery, query, person).rows}


def test_values_of_one_filter_add_up_and_filters_narrow(scenery):
    both = numbers(scenery, "statut=a-traiter&statut=en-cours")
    one = numbers(scenery, "statut=a-traiter")
    assert one < both
    assert numbers(scenery, "statut=a-traiter&statut=en-cours&agent=nobody-of-that-name") == set()


def test_each_chip_reads_as_words_and_its_address_takes_it_away(scenery):
    found = opened(scenery, "statut=a-traiter&date-du=2026-01-01&sujet=suj")
    assert [chip.text for chip in found.chips] == [
        "Sujet\u202f: «\u202fsuj\u202f»",
        "Date de la demande\u202f: à partir du 1er jan. 2026",
        "Statut\u202f: À traiter",
    ]
    for chip, name in zip(found.chips, ("sujet", "date-du", "statut"), strict=True):
        assert f"{name}=" not in chip.remove_url
        assert len(opened(scenery, chip.remove_url.removeprefix("?")).chips) == 2


def test_a_filter_that_no_longer_exists_is_told_and_left_aside(scenery):
    found = opened(scenery, "couleur=bleu&statut=a-traiter")
    assert found.state.unknown == ("couleur",)
    assert len(found.chips) == 1
    page = scenery.client("technicien").get("/support/demandes/?couleur=bleu").content.decode()
    assert "couleur" in page


@pytest.mark.parametrize(
    "query", ["statut=inventee", "date-du=hier", "date=jamais", "numero-min=x", "attente=peut-etre"]
)
def test_a_value_that_means_nothing_counts_as_absent(scenery, query):
    assert opened(scenery, query).chips == []
    assert numbers(scenery, query) == numbers(scenery, "")


def test_one_value_given_by_two_hundred_parameters_is_cut(scenery):
    opened(scenery, "&".join(["statut=a-traiter"] * 200)).rows  # noqa: B018 (it is fetched)
    assert len(opened(scenery, "&".join(["statut=a-traiter"] * 200)).state.given["statut"]) == 20


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"n-min": ["3"]}, "N : à partir du 3"),
        ({"n-max": ["9"]}, "N : jusqu’au 9"),
        ({"n-min": ["3"], "n-max": ["9"]}, "N : du 3 au 9"),
    ],
)
def test_spans_read_as_sentences(given, words):
    assert Numbers("n", "N", "number").words(given).replace("\u202f", " ") == words


@time_machine.travel("2026-11-22 12:00+01:00")
@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("aujourd-hui", date(2026, 11, 22), date(2026, 11, 22)),
        ("cette-semaine", date(2026, 11, 16), date(2026, 11, 22)),
        ("ce-mois", date(2026, 11, 1), date(2026, 11, 30)),
        ("le-mois-dernier", date(2026, 10, 1), date(2026, 10, 31)),
        ("cette-annee", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_named_spans(name, first, last):
    assert Between("d", "Date", "opened_at").bounds({"d": [name]}) == (first, last)


def test_the_month_before_january_is_december():
    assert SPANS["le-mois-dernier"][1](date(2026, 1, 15)) == (date(2025, 12, 1), date(2025, 12, 31))


def test_a_day_ends_at_midnight_where_the_viewer_lives(scenery):
    with time_machine.travel("2026-06-30 21:30+00:00"):  # half past eleven in Paris: still the 30th
        late = file(scenery.cast, "payroll", "agent", "tard")
    assert str(late.number) in numbers(scenery, "date-du=2026-06-30&date-au=2026-06-30")
    assert str(late.number) not in numbers(scenery, "date-du=2026-07-01")


def test_each_kind_asks_in_its_own_way():
    assert [one.kind for one in Contains("a", "A", "a").inputs({})] == ["text"]
    assert [one.kind for one in Between("a", "A", "a").inputs({})] == ["date", "date", "select"]
    (choice,) = Choose("a", "A", "a", STATES).inputs({"a": ["b"]})
    assert choice.options == (("a", "Ouverte", False), ("b", "Close", True))
