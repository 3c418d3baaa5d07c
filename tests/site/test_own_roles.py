"""Roles of a house's own: made, copied, renamed, retired; a retired one is given to nobody."""

import pytest
from django.core.exceptions import PermissionDenied

from entregent.audit.search import history_of
from entregent.core.verify import run_checks
from entregent.door import invitations
from entregent.people import roles
from entregent.people.errors import Refused
from entregent.people.memberships import viewer_as
from entregent.people.models import InvitedPost, Membership, Retirement, Role
from entregent.people.rights import MANAGE_PEOPLE, MANAGE_ROLES
from entregent.people.submissions import new_key
from tests.people.visit import prove

PATH = "/administration/roles/"


@pytest.fixture
def post(scenery):
    def send(person, url, **fields):
        client = prove(scenery.client(person))
        return client.post(url, {"submission": new_key(scenery.cast.viewer(person)), **fields})

    return send


def role_named(name: str) -> Role:
    return Role.objects.unscoped("test").get(name=name)


def names_of(member) -> str:
    return Membership.objects.unscoped("test").get(pk=member.pk).profiles


def made(scenery, name="Suppléant", like="handler") -> Role:
    cast = scenery.cast
    role = Role(house=cast.houses["vendor"], space="support", side=cast.roles["vendor", like].side, name=name)
    return roles.create(role, cast.roles["vendor", like], by=cast.viewer("responsable"))


def test_a_role_begins_with_the_rights_of_another_one(scenery, post):
    like = scenery.cast.roles["vendor", "handler"]
    sent = {"name": "Suppléant", "like": like.pk, "oversees": "on"}
    assert post("responsable", f"{PATH}nouveau/", **sent).status_code == 302
    role = role_named("Suppléant")
    assert (role.rights, role.side, role.space, role.house_id) == (like.rights, "provider", "support", like.house_id)
    assert history_of("people.role", role.pk).get().verb == "people.role.created"
    assert "Suppléant" in scenery.client("responsable").get("/administration/personnes/invitation/").content.decode()


@pytest.mark.parametrize(
    ("at", "side", "space"), [("customer:support", "customer", "support"), ("provider:", "provider", "")]
)
def test_or_with_none_for_a_side_of_a_space_or_for_the_house_itself(scenery, post, at, side, space):
    assert post("responsable", f"{PATH}nouveau/", name="Neuf", at=at).status_code == 302
    role = role_named("Neuf")
    assert (role.rights, role.side, role.space, role.oversees) == ([], side, space, False)
    assert scenery.client("responsable").get(PATH).status_code == 200


def test_a_role_of_the_house_itself_bears_what_is_over_the_house_alone(scenery, post):
    post("responsable", f"{PATH}nouveau/", name="Secrétariat général", at="provider:")
    role = role_named("Secrétariat général")
    every = Role.objects.unscoped("test").filter(house=role.house_id)
    ticked = [f"{one.pk}:{code}" for one in every for code in one.rights]
    extra = [f"{role.pk}:{code}" for code in (MANAGE_PEOPLE, MANAGE_ROLES, "support.handle", "people.link")]
    assert post("responsable", PATH, right=[*ticked, *extra]).status_code == 302
    role.refresh_from_db()
    assert role.rights == [MANAGE_PEOPLE, MANAGE_ROLES]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "technicien SUPPORT", "at": "provider:support"}, "name"),
        ({"name": "X", "at": "provider:crm"}, "at"),
        ({"name": "X", "at": "platform:"}, "at"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(scenery, post, sent, field):
    page = post("responsable", f"{PATH}nouveau/", **{"at": "provider:support", **sent})
    assert page.status_code == 422
    assert f"id_{field}_error" in page.content.decode()


def test_a_role_of_another_house_is_copied_by_nobody(scenery, post):
    foreign = scenery.cast.roles["rival", "handler"].pk
    assert post("responsable", f"{PATH}nouveau/", name="X", like=foreign).status_code == 422


def test_a_new_name_is_that_of_all_who_have_the_role(scenery, post):
    role = scenery.cast.roles["vendor", "agent"]
    assert post("responsable", f"{PATH}{role.pk}/nom/", name="Utilisateur").status_code == 302
    assert names_of(scenery.cast.members["agent"]) == names_of(scenery.cast.members["autre"]) == "Utilisateur"
    assert history_of("people.role", role.pk).get().verb == "people.role.renamed"
    assert post("responsable", f"{PATH}{role.pk}/nom/", name="référent technique").status_code == 422


def test_a_role_that_nobody_has_is_retired_and_put_back(scenery, post):
    role = made(scenery)
    assert post("responsable", f"{PATH}{role.pk}/retrait/").status_code == 302
    assert (
        "Suppléant" not in scenery.client("responsable").get("/administration/personnes/invitation/").content.decode()
    )
    assert post("responsable", f"{PATH}{role.pk}/retrait/").status_code == 409
    assert post("responsable", f"{PATH}{role.pk}/remise/").status_code == 302
    assert not Retirement.objects.unscoped("test").exists()
    assert post("responsable", f"{PATH}{role.pk}/remise/").status_code == 409
    verbs = list(history_of("people.role", role.pk).order_by("pk").values_list("verb", flat=True))
    assert verbs == [f"people.role.{verb}" for verb in ("created", "retired", "restored")]


def test_retiring_a_role_that_is_worn_says_who_wears_it_and_asks_where_they_go(scenery, post):
    role = scenery.cast.roles["vendor", "agent"]
    page = post("responsable", f"{PATH}{role.pk}/retrait/")
    assert page.status_code == 422
    for name in ("Nadia Ferrand", "Luc Amiel", "Paul Vasseur"):
        assert name in page.content.decode()
    with pytest.raises(Refused, match="Nadia Ferrand"):
        roles.retire(role, None, by=scenery.cast.viewer("responsable"))
    assert not Retirement.objects.unscoped("test").exists()


def test_its_wearers_and_its_guests_go_to_the_other_in_the_same_act(scenery, post):
    cast = scenery.cast
    role, to = cast.roles["vendor", "agent"], cast.roles["vendor", "referent"]
    invitations.invite(
        by=cast.viewer("responsable"), email="neuf@demo.example", last_name="N", roles=[role],
        party=cast.parties["hospital"],
    )  # fmt: skip
    assert post("responsable", f"{PATH}{role.pk}/retrait/", to=to.pk).status_code == 302
    assert names_of(cast.members["agent"]) == names_of(cast.members["autre"]) == "Référent technique"
    assert {
        one.role_id for one in InvitedPost.objects.unscoped("test").filter(invitation__email="neuf@demo.example")
    } == {to.pk}
    assert cast.request("to_handle").owner_id == cast.members["agent"].pk, "they may still own requests"
    assert list(run_checks("holdings")) == []


def test_what_they_may_not_hold_under_the_other_goes_back(scenery, post):
    cast = scenery.cast
    idle = made(scenery, "Observateur")
    idle.rights = []
    idle.save()
    assert post("responsable", f"{PATH}{cast.roles['vendor', 'handler'].pk}/retrait/", to=idle.pk).status_code == 302
    assert cast.request("in_progress").handler_id is None
    assert list(run_checks("holdings")) == []


@pytest.mark.parametrize("to", [("rival", "agent"), ("vendor", "handler"), ("vendor", "agent")])
def test_they_go_to_a_role_of_the_same_place_alone(scenery, post, to):
    role = scenery.cast.roles["vendor", "agent"]
    assert post("responsable", f"{PATH}{role.pk}/retrait/", to=scenery.cast.roles[to].pk).status_code == 422


def test_the_last_role_that_manages_is_not_lost(scenery, post):
    """Those of the house, and those of its establishments."""
    cast = scenery.cast
    manager, handler = cast.roles["vendor", "manager"], cast.roles["vendor", "handler"]
    assert post("responsable", f"{PATH}{manager.pk}/retrait/", to=handler.pk).status_code == 409
    administrator, agent = cast.roles["vendor", "administrator"], cast.roles["vendor", "agent"]
    assert post("responsable", f"{PATH}{administrator.pk}/retrait/", to=agent.pk).status_code == 409
    assert not Retirement.objects.unscoped("test").exists()


def test_a_retired_role_is_given_to_nobody(scenery, post):
    cast, role = scenery.cast, made(scenery)
    roles.retire(role, None, by=cast.viewer("responsable"))
    guest = {"email": "neuf@demo.example", "last_name": "N"}
    with pytest.raises(Refused):
        invitations.invite(by=cast.viewer("responsable"), roles=[role], **guest)
    page = post(
        "responsable", f"/administration/personnes/{cast.members['technicien'].pk}/postes/", role_support=role.pk
    )
    assert page.status_code == 422
    assert post("responsable", f"{PATH}nouveau/", name="Autre", like=role.pk).status_code == 422


def test_nobody_gives_more_than_they_have(scenery):
    """Who manages people without managing roles gives what is theirs, and no more."""
    cast = scenery.cast
    chief = made(scenery, "Chef d’équipe")
    chief.rights = [*chief.rights, MANAGE_PEOPLE]
    chief.save()
    member = cast.members["technicien"]
    post_ = member.posts.unscoped("test").get()
    post_.role = chief
    post_.save()
    viewer = viewer_as(member.pk)
    guest = {"email": "neuf@demo.example", "last_name": "N"}
    with pytest.raises(PermissionDenied):
        invitations.invite(by=viewer, roles=[cast.roles["vendor", "manager"]], **guest)
    assert invitations.invite(by=viewer, roles=[cast.roles["vendor", "handler"]], **guest)


def test_rights_unticked_give_back_what_they_let_one_hold(scenery, post):
    cast = scenery.cast
    every = {role.key: role for role in Role.objects.unscoped("test").filter(house=cast.houses["vendor"])}
    ticked = [f"{role.pk}:{code}" for role in every.values() for code in role.rights]
    ticked.remove(f"{every['handler'].pk}:support.handle")
    assert post("responsable", PATH, right=ticked).status_code == 302
    assert cast.request("in_progress").handler_id is None
    assert list(run_checks("holdings")) == []
