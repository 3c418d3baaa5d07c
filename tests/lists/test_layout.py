"""What a person leaves on a list is found again, and old or forged layouts open it all the same."""

import pytest

from entregent.lists.layout import ordered_columns
from entregent.people.models import Preferences

PATH = "/support/demandes/"


@pytest.fixture
def client(scenery):
    return scenery.client("agent")


def kept(scenery, person="agent"):
    user = scenery.cast.members[person].user_id
    return Preferences.objects.unscoped("test").get(user=user).lists


def headings(client, query=""):
    page = client.get(f"{PATH}{query}", follow=True)
    return [column.key for column in page.context["list"].columns]


def columns(client, order, ticked, **more):
    return client.post(
        "/listes/colonnes/", {"liste": "support.RequestList", "ordre": order, "colonne": ticked, "retour": PATH, **more}
    )


def test_a_state_is_found_again_and_forgotten_on_demand(client):
    client.get(f"{PATH}?statut=a-traiter&tri=sujet&taille=25&page=3&q=mot")
    again = client.get(PATH)
    assert again.status_code == 302
    assert again.url == f"{PATH}?tri=sujet&statut=a-traiter&taille=25"
    client.get(f"{PATH}?tout=1")
    assert client.get(PATH).status_code == 200


def test_looking_again_writes_nothing(client, django_assert_num_queries):
    client.get(f"{PATH}?statut=a-traiter")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(f"{PATH}?statut=a-traiter")
    assert [query["sql"] for query in captured if query["sql"].startswith(("UPDATE", "INSERT"))] == []


def test_each_membership_keeps_its_own(scenery, client):
    client.get(f"{PATH}?statut=a-traiter")
    assert scenery.client("collegue").get(PATH).status_code == 200
    assert list(kept(scenery)) == [f"{scenery.cast.members['agent'].pk}.support.RequestList"]


def test_a_tab_reached_by_a_tile_is_not_how_the_list_was_left(client):
    client.get(f"{PATH}?statut=a-traiter")
    client.get(f"{PATH}?vue=annulees")
    client.get(f"{PATH}?vue=archives&date-du=2026-01-01")
    assert client.get(PATH).url == f"{PATH}?statut=a-traiter"


def test_columns_are_chosen_and_ordered(client):
    columns(client, ["sujet", "numero", "statut"], ["sujet", "numero"])
    assert headings(client) == ["sujet", "numero"]
    columns(client, ["sujet", "numero"], ["sujet", "numero"], descendre="sujet")
    assert headings(client) == ["numero", "sujet"]
    columns(client, [], [], defaut="1")
    assert len(headings(client)) == 8


def test_columns_stay_through_filters_and_pages(client):
    columns(client, ["fin", "sujet"], ["fin", "sujet"])
    assert headings(client, "?statut=a-traiter&page=2&q=su") == ["fin", "sujet"]


@pytest.mark.parametrize(
    "layout",
    [{"columns": ["gone", "sujet"]}, {"columns": "x"}, {"columns": [1, None]}, {"query": 7}, {}, {"columns": ["gone"]}],
)
def test_a_layout_of_an_older_version_opens_the_list(scenery, client, layout):
    member = scenery.cast.members["agent"]
    Preferences.objects.unscoped("test").update_or_create(
        user_id=member.user_id, defaults={"lists": {f"{member.pk}.support.RequestList": layout}}
    )
    assert "sujet" in headings(client)


def test_a_remembered_filter_that_is_gone_is_left_aside(scenery, client):
    member = scenery.cast.members["agent"]
    Preferences.objects.unscoped("test").update_or_create(
        user_id=member.user_id,
        defaults={"lists": {f"{member.pk}.support.RequestList": {"query": "couleur=bleu&tri=gone"}}},
    )
    page = client.get(PATH, follow=True)
    assert page.status_code == 200
    assert page.context["list"].total == 4


def test_a_column_of_the_desk_is_nothing_to_a_customer(client):
    columns(client, ["etablissement", "sujet"], ["etablissement", "sujet"])
    assert headings(client) == ["sujet"]


def test_an_unknown_list_is_not_found(client):
    assert client.post("/listes/colonnes/", {"liste": "support.Nothing"}).status_code == 404


@pytest.mark.parametrize("elsewhere", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", "/\\evil.test"])
def test_the_way_home_is_ours(client, elsewhere):
    answer = client.post("/listes/colonnes/", {"liste": "support.RequestList", "retour": elsewhere})
    assert answer.url == "/"


def test_back_from_a_record_finds_filter_page_and_place(scenery, client):
    client.get(f"{PATH}?statut=a-traiter&q=suj")
    number = scenery.cast.requests["to_handle"].number
    page = client.get(f"{PATH}{number}/").content.decode()
    pk = scenery.cast.requests["to_handle"].pk
    assert f'href="{PATH}?statut=a-traiter&amp;q=suj#r{pk}"' in page


@pytest.mark.parametrize(
    ("moved", "expected"),
    [(None, "abc"), (("c", -1), "acb"), (("a", -1), "abc"), (("c", 1), "abc"), (("z", 1), "abc"), (("a", 1), "bac")],
)
def test_moving_a_column(moved, expected):
    assert "".join(ordered_columns("abc", "abc", moved)) == expected


def test_the_way_to_the_record_stays_and_forged_columns_are_not_kept(scenery):
    client = scenery.client("agent")
    typed = {"liste": "support.RequestList", "ordre": ["numero", "x" * 400_000], "colonne": ["numero", "x" * 400_000]}
    client.post("/listes/colonnes/", typed)
    page = client.get(PATH)
    assert [column.key for column in page.context["list"].columns] == ["numero", "sujet"]
    kept = Preferences.objects.unscoped("test").get(user=scenery.cast.members["agent"].user_id)
    assert len(str(kept.lists)) < 1000


def test_two_lists_left_at_once_are_both_kept(scenery, monkeypatch):
    """The preferences of a request were read before the other tab wrote."""
    from entregent.lists.layout import Layout, keep_layout

    viewer = scenery.cast.viewer("agent")
    keep_layout(viewer, "support.One", Layout(query="a=1"))
    keep_layout(viewer, "support.Two", Layout(query="b=2"))
    kept = Preferences.objects.unscoped("test").get(user=viewer.user_id).lists
    assert {name.partition(".")[2] for name in kept} >= {"support.One", "support.Two"}


def test_the_oldest_layouts_give_way(scenery, monkeypatch):
    from entregent.lists import layout

    monkeypatch.setattr(layout, "MOST", 2)
    viewer = scenery.cast.viewer("agent")
    for name in ("a.A", "b.B", "c.C"):
        layout.keep_layout(viewer, name, layout.Layout())
    kept = Preferences.objects.unscoped("test").get(user=viewer.user_id).lists
    assert [name.partition(".")[2] for name in kept] == ["b.B", "c.C"]


def test_the_cookie_that_finds_the_list_again_is_of_this_site_alone(scenery, settings):
    settings.SESSION_COOKIE_SECURE = True
    cookie = scenery.client("agent").get("/support/demandes/", secure=True).cookies["__Host-list"]
    assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, True, "/", "Lax")
