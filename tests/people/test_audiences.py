"""What is addressed to groups is seen by them, now, and by nobody else; what is not, by every customer."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from entregent.notify import banner
from entregent.notify.models import News
from entregent.people import audiences
from entregent.people.audiences import PARTY, ROLE, Belonging
from entregent.people.models import Addressee
from entregent.spaces.support.contract_audiences import PRODUCT, SERVICE
from entregent.spaces.support.models import Contract
from entregent.spaces.support.models.contract import today

CUSTOMERS = {"agent", "collegue", "administrateur", "referent", "autre"}
HOSPITAL = CUSTOMERS - {"autre"}
SEEN_BY_ALL = {"technicien", "responsable"}


@pytest.fixture
def told(scenery):
    """News of the vendor for these groups; gives the names of those who see it."""
    cast = scenery.cast
    news = News.objects.create(house=cast.houses["vendor"], title="Zanzibarnouvelle")

    def to(**groups):
        labels = {"role": ROLE, "party": PARTY, "product": PRODUCT, "service": SERVICE}
        with transaction.atomic():
            audiences.address(news, {labels[name]: keys for name, keys in groups.items()})
        return {one for one in cast.members if News.objects.visible_to(cast.viewer(one)).filter(pk=news.pk).exists()}

    to.news = news
    return to


def test_without_an_addressee_every_customer_sees_it(told):
    assert told() == CUSTOMERS | SEEN_BY_ALL


def test_each_kind_of_group_has_its_people(scenery, told):
    cast = scenery.cast
    service = cast.products["legal"].service_id
    assert told(role=[cast.roles["vendor", "referent"].pk]) == {"referent"} | SEEN_BY_ALL
    assert told(party=[cast.parties["school"].pk]) == {"autre"} | SEEN_BY_ALL
    assert told(product=[cast.products["legal"].pk]) == HOSPITAL | SEEN_BY_ALL
    assert told(service=[service]) == HOSPITAL | SEEN_BY_ALL
    assert told(product=[cast.products["payroll"].pk]) == CUSTOMERS | SEEN_BY_ALL


def test_several_groups_are_those_of_each(scenery, told):
    cast = scenery.cast
    meant = {"party": [cast.parties["school"].pk], "role": [cast.roles["vendor", "administrator"].pk]}
    assert told(**meant) == {"autre", "administrateur"} | SEEN_BY_ALL


def test_a_group_that_is_gone_makes_it_nobody_s_and_not_everybody_s(told):
    assert told(product=[999_999]) == SEEN_BY_ALL


def test_the_days_of_a_contract_decide_at_each_question(scenery, told):
    cast = scenery.cast
    rows = Contract.objects.unscoped("test").filter(pk=cast.contracts["school"].pk)
    for ends_on, is_seen in ((today(), True), (today() - timedelta(days=1), False), (None, True)):
        rows.update(ends_on=ends_on)
        assert ("autre" in told(product=[cast.products["payroll"].pk])) == is_seen


def test_addressing_again_keeps_what_stays_and_says_whether_anything_changed(scenery, told):
    keys = [product.pk for product in scenery.cast.products.values()]
    with transaction.atomic():
        assert audiences.address(told.news, {PRODUCT: keys})
        kept = set(Addressee.objects.unscoped("test").values_list("pk", flat=True))
        assert not audiences.address(told.news, {PRODUCT: keys})
        assert audiences.address(told.news, {PRODUCT: keys[:1]})
    assert set(Addressee.objects.unscoped("test").values_list("pk", flat=True)) < kept
    assert audiences.groups_of([told.news]) == {told.news.pk: {PRODUCT: {keys[0]}}}


def test_a_kind_of_group_that_nobody_registered_is_refused(told):
    with pytest.raises(LookupError, match=r"crm\.group"):
        audiences.address(told.news, {"crm.group": [1]})


def test_two_rooms_cannot_name_the_same_kind(monkeypatch):
    monkeypatch.setattr(audiences, "_known", dict(audiences._known))
    with pytest.raises(ValueError, match=ROLE):
        audiences.register_group(Belonging(ROLE, lambda viewer: [], lambda keys: Q()))


@pytest.mark.parametrize("kind", ["role", "party", "product", "service"])
def test_those_who_are_told_are_those_who_see(scenery, told, kind):
    """The two sides of a group, the rule of sight and the list of its people, agree."""
    cast = scenery.cast
    keys = {
        "role": [cast.roles["vendor", "agent"].pk], "party": [cast.parties["hospital"].pk],
        "product": [cast.products["legal"].pk], "service": [cast.products["payroll"].service_id],
    }  # fmt: skip
    seeing = told(**{kind: keys[kind]}) - SEEN_BY_ALL
    names = {member.pk: name for name, member in cast.members.items()}
    assert {names[member.pk] for member in audiences.members_of(told.news)} == seeing


def test_everybody_is_told_of_what_is_for_everybody(scenery, told):
    names = {member.pk: name for name, member in scenery.cast.members.items()}
    assert {names[member.pk] for member in audiences.members_of(told.news)} == CUSTOMERS


def test_news_for_a_contract_is_not_in_the_page_of_an_agent_without_it(scenery, told):
    told(product=[scenery.cast.products["legal"].pk])
    for url in ("/support/", reverse("news")):
        pages = {one: scenery.client(one).get(url).content.decode() for one in ("agent", "autre", "responsable")}
        assert {one for one, page in pages.items() if "Zanzibarnouvelle" in page} == {"agent", "responsable"}


def test_the_banner_hears_of_a_change_of_addressees_and_keeps_its_order(scenery, told):
    cast = scenery.cast
    News.objects.create(house=cast.houses["vendor"], title="Urgent", is_urgent=True)

    def titles(person):
        return [item.title for item in banner.banner(cast.viewer(person))]

    assert titles("autre") == ["Urgent", "Zanzibarnouvelle", "Nouvelle version"]
    told(product=[cast.products["legal"].pk])
    assert titles("agent") == ["Urgent", "Zanzibarnouvelle", "Nouvelle version"]
    assert titles("autre") == ["Urgent", "Nouvelle version"]
    assert "Zanzibarnouvelle" in titles("technicien")


def test_a_rule_that_forgets_the_groups_is_caught(scenery, told, monkeypatch):
    monkeypatch.setattr(audiences, "meant_for", lambda model, viewer: ~Q(pk=None))
    assert "autre" in told(product=[scenery.cast.products["legal"].pk])
