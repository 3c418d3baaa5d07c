"""The list and the dashboard: what is shown, found, sorted, counted."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from entregent.spaces.support.counts import opened_a_month, tiles
from entregent.spaces.support.lists import RequestList
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.statuses import STATUSES
from tests.cast import file


def subjects(scenery, person="agent", **parameters):
    rows = RequestList(scenery.cast.viewer(person), parameters).open().rows
    return [next(cell.text for cell in row.cells if cell.kind == "link").removeprefix("Sujet ") for row in rows]


def test_ended_requests_are_hidden_until_asked_for(scenery):
    assert subjects(scenery) == [
        "orphan",
        "to_confirm",
        "in_progress",
        "to_handle",
    ]
    assert set(subjects(scenery, cloturees="oui")) == {*subjects(scenery), "closed", "cancelled"}
    switch = RequestList(scenery.cast.viewer("agent"), {}).open().switches[0]
    assert switch.count == "2"
    assert "cloturees=oui" in switch.url


@pytest.mark.parametrize("person", ["agent", "administrateur", "autre", "technicien"])
def test_each_tile_counts_the_rows_of_its_list(scenery, person):
    viewer = scenery.cast.viewer(person)
    for tile, (key, status) in zip(tiles(viewer), STATUSES.items(), strict=True):
        opened = RequestList(viewer, {"vue": status.slug}).open()
        assert tile.count == str(opened.total) == str(len(opened.rows)), key
        assert tile.url.endswith(f"?vue={status.slug}")


def test_chart_has_twelve_months_and_each_bar_leads_to_its_requests(scenery):
    chart = opened_a_month(scenery.cast.viewer("agent"))
    assert len(chart.bars) == 12
    assert [bar.value for bar in chart.bars] == [0] * 11 + [6]
    assert len(subjects(scenery, **dict(parse_qsl(urlsplit(chart.bars[-1].url).query)))) == 6
    assert subjects(scenery, **dict(parse_qsl(urlsplit(chart.bars[0].url).query))) == []


@pytest.mark.parametrize("day", ["", "hier", "2026-13-01", "0000-00-00", "9999-12-31", "2026-02-30"])
def test_day_that_means_nothing_filters_nothing(scenery, day):
    opened = RequestList(scenery.cast.viewer("agent"), {"date-du": day}).open()
    assert opened.total == 4
    assert opened.chips == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("CLOTURE reponse", ["réponse à la Clôture"]),
        ("réponse", ["réponse à la Clôture"]),
        ("repo clot", ["réponse à la Clôture"]),
        ("ferrand", None),
        ("evrard", []),
        ("orpaie reponse", ["réponse à la Clôture"]),
        ("rien du tout", []),
        ("%", []),
        ("\\", []),
    ],
)
def test_search_is_blind_to_case_and_accents(scenery, words, found):
    file(scenery.cast, "payroll", "agent", "réponse à la Clôture")
    result = subjects(scenery, q=words, cloturees="oui")
    assert result == found if found is not None else "réponse à la Clôture" in result


def test_number_is_found(scenery):
    number = scenery.cast.requests["in_progress"].number
    assert "in_progress" in subjects(scenery, q=str(number))
    foreign = scenery.cast.requests["school"].number
    assert "school" not in subjects(scenery, q=str(foreign), cloturees="oui")


@pytest.mark.parametrize(
    ("sort", "up"),
    [
        ("number", ["to_handle", "in_progress", "to_confirm", "orphan"]),
        ("subject", ["in_progress", "orphan", "to_confirm", "to_handle"]),
        ("owner__name", [{"orphan"}, {"to_confirm", "in_progress", "to_handle"}]),
        ("handler__name", [{"orphan", "to_handle"}, {"to_confirm", "in_progress"}]),
        ("opened_at", ["to_handle", "in_progress", "to_confirm", "orphan"]),
        ("status", [{"in_progress"}, {"to_confirm"}, {"to_handle", "orphan"}]),
    ],
)
def test_sorts_both_ways(scenery, sort, up):
    """up: in order; rows of one value, in any order among themselves."""
    groups = [{one} if isinstance(one, str) else one for one in up]
    for found, wanted in ((subjects(scenery, tri=sort), groups), (subjects(scenery, tri=f"-{sort}"), groups[::-1])):
        place = iter(found)
        assert [{next(place) for _ in group} for group in wanted] == wanted
        assert list(place) == []


@pytest.mark.parametrize(
    "forged",
    [
        {"tri": "owner__user__password"},
        {"tri": "-thread__messages__text"},
        {"tri": "?"},
        {"taille": "100000"},
        {"page": "-3"},
        {"page": "9" * 40},
        {"page": "x"},
        {"vue": "secrets"},
        {"q": "x" * 5000},
        {"q": "a\x00b"},
        {"inconnu": "1"},
        {"tri": "pk"},
        {"taille": "²"},
    ],
)
def test_forged_addresses_open_the_list(scenery, forged):
    assert scenery.client("agent").get("/support/demandes/", forged).status_code == 200


def test_pages_cut_the_list_without_losing_a_row(scenery):
    for place in range(30):
        file(scenery.cast, "payroll", "agent", f"page {place}")
    first, second = subjects(scenery, taille="25"), subjects(scenery, taille="25", page="2")
    assert len(first) == 25
    assert not set(first) & set(second)
    assert len(first) + len(second) == RequestList(scenery.cast.viewer("agent"), {}).open().total
    assert subjects(scenery, taille="25", page="400") == second


def test_marker_says_who_awaits(scenery):
    page = scenery.client("agent").get("/support/demandes/").content.decode()
    assert (
        page.count("mark-words")
        == Intervention.objects.unscoped("test")
        .filter(awaits_owner=True, dossier=scenery.cast.dossiers["hospital"])
        .count()
    )


def test_same_queries_for_one_row_and_for_many(scenery, django_assert_max_num_queries):
    client = scenery.client("technicien")
    client.get("/support/demandes/")
    for _ in range(20):
        file(scenery.cast, "payroll", "agent", "Sujet")
    with django_assert_max_num_queries(15):
        client.get("/support/demandes/")
    with django_assert_max_num_queries(15):
        client.get("/support/")
    closed = f"/support/demandes/{scenery.cast.requests['closed'].number}/"
    client.get(closed)  # the first look in ten minutes is written down
    with django_assert_max_num_queries(15):
        client.get(closed)


@pytest.mark.parametrize(
    ("asked", "found"),
    [("nom=ferrand", 1), ("mail=agent", 1), ("actif=non", 0), ("actif=oui", 4), ("profil=administrateur", 1)],
)
def test_advanced_search_among_colleagues(scenery, asked, found):
    page = scenery.client("administrateur").get(f"/support/collaborateurs/?{asked}")
    assert page.context["list"].total == found
    assert "Recherche avancée" in page.content.decode()


def test_new_messages_are_told_to_whoever_follows_the_request(scenery):
    request, path = scenery.cast.request("in_progress"), "/support/demandes/?tout=1"
    client = scenery.client("agent")
    client.get(f"/support/demandes/{request.number}/")

    def hint(person):
        rows = RequestList(scenery.cast.viewer(person), {}).open().rows
        links = {row.url: cell.hint for row in rows for cell in row.cells if cell.kind == "link"}
        return links[request.get_absolute_url()]

    assert hint("agent") == ""
    request.answer("Première nouvelle", by=scenery.cast.viewer("technicien"))
    scenery.cast.request("in_progress").answer("Seconde nouvelle", by=scenery.cast.viewer("technicien"))
    assert hint("agent") == "2 messages non lus"
    assert "2 messages non lus" in client.get(path).content.decode()
    assert hint("collegue") == hint("administrateur") == "", "they do not follow it"
    client.get(f"/support/demandes/{request.number}/")
    assert hint("agent") == ""
