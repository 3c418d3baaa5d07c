"""Pages: numbered as far as rows are counted, then one after the other."""

from copy import copy

import pytest
from django.http import QueryDict

from entregent.core import counting
from entregent.lists import opened, paging
from entregent.spaces.support.lists import RequestList
from entregent.threads.models import Thread
from tests.cast import file

SORTS = ["-numero", "numero", "sujet", "-sujet", "agent", "-support", "date", "-statut", "contrat"]


@pytest.fixture
def many(scenery, monkeypatch):
    """Sixty requests, of which no more than thirty are counted."""
    filed = [file(scenery.cast, "payroll", person, "Sujet") for person in ("agent", "collegue")]
    for place in range(2, 56):
        file_again(filed[place % 2], filed[1].number + place, f"Sujet {place % 7}")
    for module in (paging, opened, counting):
        monkeypatch.setattr(module, "CAP", 30)
    monkeypatch.setattr(opened, "capped_each", lambda named, **walks: counting.capped_each(named, 30, **walks))
    return scenery


def file_again(request, number, subject):
    """Another row of the list, without the history, the news and the mails of one that is filed."""
    another = copy(request)
    another.pk, another.thread = None, Thread.objects.create(dossier=request.dossier)
    another.number, another.subject = number, subject
    another.save(force_insert=True)


def page(scenery, query):
    return RequestList(scenery.cast.viewer("agent"), QueryDict(query)).open()


@pytest.mark.parametrize("sort", SORTS)
def test_following_the_pages_shows_every_row_once_and_back_again(many, sort):
    seen, query, places = [], f"tri={sort}&taille=25&cloturees=oui", []
    while query:
        here = page(many, query)
        seen += here.slice.keys
        places.append(here.slice.keys)
        query = here.next_url.removeprefix("?")
    assert len(seen) == len(set(seen)) == 62
    assert "apres=" in query or len(places) == 3
    back = page(many, here.previous_url.removeprefix("?"))
    assert back.slice.keys == places[-2]


def test_beyond_the_count_one_reads_more_than(many):
    here = page(many, "taille=25&cloturees=oui")
    assert here.total_text == "1–25 sur 30+"
    assert [choice.label for choice in here.pages] == ["1", "2", "…"]
    assert "apres" not in here.next_url
    beyond = page(many, here.next_url.removeprefix("?"))
    assert f"apres={beyond.slice.keys[-1]}" in beyond.next_url


def test_a_page_far_beyond_by_its_number_is_shown_too(many):
    assert (
        page(many, "taille=25&page=3&cloturees=oui").slice.keys
        == page(many, page(many, page(many, "taille=25&cloturees=oui").next_url[1:]).next_url[1:]).slice.keys
    )


@pytest.mark.parametrize("mark", ["999999", "x", "-1", "9" * 30, "²"])
def test_a_forged_mark_shows_the_numbered_page(many, mark):
    assert (
        page(many, f"taille=25&page=2&apres={mark}&cloturees=oui").slice.keys
        == page(many, "taille=25&page=2&cloturees=oui").slice.keys
    )


def test_a_mark_of_somebody_elses_row_tells_nothing(many):
    foreign = many.cast.requests["school"].pk
    assert (
        page(many, f"taille=25&page=2&apres={foreign}&cloturees=oui").slice.keys
        == page(many, "taille=25&page=2&cloturees=oui").slice.keys
    )


def test_counts_stop_at_the_cap(scenery):
    rows = RequestList(scenery.cast.viewer("agent"), {"cloturees": "oui"}).narrowed()
    assert counting.capped_count(rows, 3) == 4
    assert counting.capped_count(rows, 6) == 6
    assert counting.capped_each({"all": rows, "none": rows.none(), "few": rows.filter(status="closed")}, 3) == {
        "all": 4,
        "none": 0,
        "few": 1,
    }


@pytest.mark.parametrize("query", ["page=40", "page=100000&cloturees=oui", "page=7&apres=x"])
def test_a_page_beyond_the_last_shows_the_first(scenery, monkeypatch, query):
    for cap in (1000, 2):
        monkeypatch.setattr(paging, "CAP", cap)
        monkeypatch.setattr(opened, "CAP", cap)
        found = RequestList(scenery.cast.viewer("agent"), QueryDict(query)).open()
        assert found.rows
        assert found.slice.page == 1
