"""The posts of a member, changed on screen: they hold at the next click, and nothing is left that they cannot hold."""

import pytest
from django.core.exceptions import PermissionDenied

from entregent.audit.search import history_of
from entregent.core.verify import run_checks
from entregent.door import appointments
from entregent.people import roles
from entregent.people.errors import Refused
from entregent.people.memberships import viewer_as
from entregent.people.models import Membership, Role
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.sides import PROVIDER
from entregent.people.submissions import new_key

SUPPORT, HOUSE = "role_support", "role_house"


def url(scenery, name):
    return f"/administration/personnes/{scenery.cast.members[name].pk}/postes/"


@pytest.fixture
def post(scenery):
    def send(person, address, **fields):
        return scenery.client(person).post(address, {"submission": new_key(scenery.cast.viewer(person)), **fields})

    return send


@pytest.fixture
def house_role(scenery) -> Role:
    """A role of the house itself, with the people."""
    cast = scenery.cast
    role = Role(house=cast.houses["vendor"], space="", side=PROVIDER, name="Comptes")
    role = roles.create(role, None, by=cast.viewer("responsable"))
    role.rights = [MANAGE_PEOPLE]
    role.save()
    return role


def fresh(scenery, name) -> Membership:
    return Membership.objects.unscoped("test").select_related("house", "party").get(pk=scenery.cast.members[name].pk)


def test_another_role_holds_at_the_next_click(scenery, post):
    client = scenery.client("technicien")
    assert client.get("/administration/personnes/").status_code == 403
    manager = scenery.cast.roles["vendor", "manager"]
    assert post("responsable", url(scenery, "technicien"), **{SUPPORT: manager.pk}).status_code == 302
    assert client.get("/administration/personnes/").status_code == 200
    assert fresh(scenery, "technicien").profiles == "Responsable support"
    assert scenery.cast.request("in_progress").handler_id == scenery.cast.members["technicien"].pk, "they still may"
    [event] = history_of("people.membership", scenery.cast.members["technicien"].pk)
    assert event.verb == "people.membership.appointed"


def test_a_post_is_added_and_taken_away(scenery, post, house_role):
    handler = scenery.cast.roles["vendor", "handler"]
    both = {SUPPORT: handler.pk, HOUSE: house_role.pk}
    assert post("responsable", url(scenery, "technicien"), **both).status_code == 302
    assert viewer_as(scenery.cast.members["technicien"].pk).can(MANAGE_PEOPLE)
    assert post("responsable", url(scenery, "technicien"), **{**both, HOUSE: ""}).status_code == 302
    assert not viewer_as(scenery.cast.members["technicien"].pk).can(MANAGE_PEOPLE)
    assert post("responsable", url(scenery, "technicien"), **both).status_code == 302, "the same post is given again"


def test_what_they_could_no_longer_hold_is_asked_about_first(scenery, post, house_role):
    sent = {SUPPORT: "", HOUSE: house_role.pk}
    page = post("responsable", url(scenery, "technicien"), **sent)
    assert page.status_code == 422
    assert "2 demandes en cours prises en charge" in page.content.decode()
    assert fresh(scenery, "technicien").profiles == "Technicien support", "nothing is changed before"
    asked, to = page.context["asked"], scenery.cast.members["responsable"].pk
    answer = {**sent, "asked": asked, "to_support_handled": to}
    assert post("responsable", url(scenery, "technicien"), **answer).status_code == 302
    assert fresh(scenery, "technicien").profiles == "Comptes"
    assert scenery.cast.request("in_progress").handler_id == to
    assert list(run_checks("holdings")) == []
    assert scenery.client("technicien").get("/support/demandes/").status_code == 404


def test_an_agent_whose_new_role_files_nothing_hands_their_requests_over(scenery, post):
    cast = scenery.cast
    reader = Role(house=cast.houses["vendor"], space="support", side="customer", name="Lecteur")
    reader = roles.create(reader, None, by=cast.viewer("responsable"))
    page = post("responsable", url(scenery, "agent"), **{SUPPORT: reader.pk})
    assert "3 demandes en cours qui lui appartiennent" in page.content.decode()
    answer = {SUPPORT: reader.pk, "asked": page.context["asked"]}
    assert post("responsable", url(scenery, "agent"), **answer).status_code == 302
    assert cast.request("to_handle").owner_id is None
    assert list(run_checks("holdings")) == []


def test_the_last_post_is_not_taken_away(scenery, post):
    technician = {SUPPORT: "", "asked": "support_handled"}
    assert post("responsable", url(scenery, "technicien"), **technician).status_code == 409
    assert fresh(scenery, "technicien").profiles == "Technicien support"


def test_the_last_who_manages_stays(scenery, post):
    handler = scenery.cast.roles["vendor", "handler"]
    assert post("admin", url(scenery, "responsable"), **{SUPPORT: handler.pk}).status_code == 409
    assert fresh(scenery, "responsable").profiles == "Responsable support"


@pytest.mark.parametrize("foreign", [("rival", "handler"), ("vendor", "agent"), ("platform", "administrator")])
def test_roles_of_another_house_or_side_are_not_given(scenery, post, foreign):
    role = scenery.cast.roles[foreign]
    assert post("responsable", url(scenery, "technicien"), **{SUPPORT: role.pk}).status_code == 422
    with pytest.raises(PermissionDenied):
        appointments.appoint(fresh(scenery, "technicien"), {role.space: role}, by=scenery.cast.viewer("responsable"))


def test_a_post_of_a_space_that_the_house_does_not_use_is_refused(scenery):
    cast = scenery.cast
    role = Role.objects.create(
        house=cast.houses["vendor"], space="crm", key="x", name="Conseiller", side=PROVIDER, rights=[]
    )
    with pytest.raises(PermissionDenied):
        appointments.appoint(fresh(scenery, "technicien"), {"crm": role}, by=cast.viewer("responsable"))


def test_nobody_gives_or_takes_away_more_than_they_have(scenery, house_role):
    """Who manages people and no roles: neither makes a manager nor unmakes one, nor takes what is not theirs."""
    cast = scenery.cast
    member = fresh(scenery, "technicien")
    appointments.appoint(member, {"": house_role}, by=cast.viewer("responsable"))
    by = viewer_as(member.pk)
    manager, handler = cast.roles["vendor", "manager"], cast.roles["vendor", "handler"]
    with pytest.raises(PermissionDenied):
        appointments.appoint(fresh(scenery, "responsable"), {"support": handler}, by=by)
    with pytest.raises(PermissionDenied):
        appointments.appoint(fresh(scenery, "agent"), {"support": manager}, by=by)


def test_somebody_who_left_gets_no_post(scenery):
    from entregent.door import departures

    cast, stale = scenery.cast, fresh(scenery, "technicien")
    departures.end(fresh(scenery, "technicien"), by=cast.viewer("responsable"))
    with pytest.raises(Refused):
        appointments.appoint(stale, {"support": cast.roles["vendor", "manager"]}, by=cast.viewer("responsable"))


def test_ones_own_posts_are_not_ones_own_to_change(scenery, post):
    assert post("responsable", url(scenery, "responsable"), **{SUPPORT: ""}).status_code == 409
