"""A news item is written for all the customers, for some groups of them, or for the team alone."""

import pytest

from entregent.audit.models import Event
from entregent.notify.models import News
from entregent.people.audiences import ROLE, groups_of
from entregent.people.submissions import new_key
from entregent.spaces.support.contract_audiences import PRODUCT, SERVICE

NEW = "/administration/actualites/nouvelle/"
WORDS = {"title": "Zanzibarnouvelle", "starts_at": "2026-01-01T08:00"}
TEAM = {"technicien", "responsable"}
SCHOOL = {"autre"}
HOSPITAL = {"agent", "collegue", "administrateur", "referent"}


@pytest.fixture
def post(scenery):
    def to(url, person="responsable", **sent):
        key = new_key(scenery.cast.viewer(person))
        return scenery.client(person).post(url, {"submission": key, **WORDS, **sent})

    return to


def readers(scenery):
    """The names of those in whose page it stands."""
    pages = {one: scenery.client(one).get("/support/").content.decode() for one in TEAM | SCHOOL | HOSPITAL}
    return {one for one, page in pages.items() if WORDS["title"] in page}


def written():
    return News.objects.unscoped("test").get(title=WORDS["title"])


@pytest.mark.parametrize(
    ("audience", "expected"), [("all", TEAM | SCHOOL | HOSPITAL), ("house", TEAM)], ids=["all", "team"]
)
def test_it_is_for_everybody_or_for_the_team(scenery, post, audience, expected):
    assert post(NEW, audience=audience).status_code == 302
    assert readers(scenery) == expected


def test_a_news_for_a_contract_is_not_in_the_page_of_whoever_has_none(scenery, post):
    assert post(NEW, audience="some", to_support_product=scenery.cast.products["legal"].pk).status_code == 302
    assert readers(scenery) == TEAM | HOSPITAL


def test_a_news_for_a_service_or_a_profile_reaches_its_people(scenery, post):
    cast = scenery.cast
    post(NEW, audience="some", to_people_role=cast.roles["vendor", "referent"].pk)
    assert readers(scenery) == TEAM | {"referent"}
    again = f"/administration/actualites/{written().pk}/"
    post(again, audience="some", to_support_service=cast.products["legal"].service_id)
    assert readers(scenery) == TEAM | HOSPITAL


def test_the_form_shows_what_was_chosen_and_takes_a_change_back(scenery, post):
    cast = scenery.cast
    legal, agent = cast.products["legal"].pk, cast.roles["vendor", "agent"].pk
    post(NEW, audience="some", to_support_product=legal, to_people_role=agent)
    again = f"/administration/actualites/{written().pk}/"
    page = scenery.client("responsable").get(again)
    form = page.context["form"]
    shown = [form[name].value() for name in ("audience", "to_support_product", "to_people_role")]
    assert shown == ["some", [legal], [agent]]
    assert post(again, audience="all", to_support_product=legal).status_code == 302
    assert groups_of([written()])[written().pk] == {}
    assert readers(scenery) == TEAM | SCHOOL | HOSPITAL


def test_some_customers_are_named_or_the_form_comes_back_with_what_was_typed(scenery, post):
    answer = post(NEW, audience="some", body="Texte gardé")
    assert answer.status_code == 422
    assert "Texte gardé" in answer.content.decode()
    assert not News.objects.unscoped("test").filter(title=WORDS["title"]).exists()


def test_groups_of_another_house_are_not_offered_nor_taken(scenery, post):
    theirs = scenery.cast.roles["rival", "agent"].pk
    assert post(NEW, audience="some", to_people_role=theirs).status_code == 422
    own = scenery.client("responsable").get(NEW).context["form"].fields["to_people_role"].queryset
    assert {role.name for role in own} == {
        "Agent d’établissement",
        "Administrateur d’établissement",
        "Référent technique",
    }


def test_a_house_without_such_groups_is_not_asked_about_them(scenery):
    form = scenery.client("etranger").get(NEW).context["form"]
    assert "to_support_product" not in form.fields
    assert "to_support_service" in form.fields  # its first desks


def test_the_event_says_for_whom_it_is(scenery, post):
    legal = scenery.cast.products["legal"]
    post(NEW, audience="some", to_support_product=legal.pk, to_support_service=legal.service_id)
    event = Event.objects.filter(verb="notify.news.published").latest("pk")
    assert event.particulars["groups"] == {PRODUCT: [legal.pk], SERVICE: [legal.service_id]}
    assert ROLE not in event.particulars["groups"]


def test_the_list_says_for_whom_each_one_is(scenery, post):
    role = scenery.cast.roles["vendor", "agent"].pk
    for title, audience, more in (
        ("Pour tous", "all", {}), ("Pour l’équipe", "house", {}), ("Pour certains", "some", {"to_people_role": role}),
    ):  # fmt: skip
        assert post(NEW, audience=audience, **{**more, "title": title}).status_code == 302
    rows = scenery.client("responsable").get("/administration/actualites/").context["list"].rows
    told = {row.cells[0].text: row.cells[2].text for row in rows}
    assert told["Pour tous"] == "Tous les clients"
    assert told["Pour l’équipe"] == "L’équipe seulement"
    assert told["Pour certains"] == "Certains clients"
