"""Who must have a second step, and what they may open before they have it."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from entregent.door import devices, factors
from entregent.people.errors import Refused
from entregent.people.models import House, Membership, Role, Session
from entregent.people.models.house import OF_ALL, OF_STAFF
from entregent.people.sides import PLATFORM
from entregent.people.viewer import Viewer
from tests import access
from tests.door.test_security import CODES, TOTP, secret_of
from tests.people.cast import found, join, memberships_of
from tests.people.second import code, give_totp, password
from tests.people.visit import hidden, press, prove

NEEDED = "/profil/securite/premiere-fois/"


def require(member, of_house: str = "", *, role: bool = False) -> None:
    member.house.second_factor = of_house
    member.house.save()
    borne = member.roles[0]
    borne.needs_second_factor = role
    borne.save()


def required(member) -> bool:
    return factors.are_required(memberships_of(member.user).select_related("house"))


@pytest.mark.parametrize(
    ("of_house", "of_role", "staff", "customer"),
    [("", False, False, False), ("", True, True, True), (OF_STAFF, False, True, False), (OF_ALL, False, True, True)],
)
def test_a_role_or_the_house_requires_it(agent, handler, of_house, of_role, staff, customer):
    require(agent, of_house, role=of_role)
    require(handler, of_house, role=of_role)
    assert (required(handler), required(agent)) == (staff, customer)


def test_the_strictest_of_ones_memberships_counts(place, agent):
    other = join(found("Éditeur Bêta", "beta"), "agent@example.org", place.handler)
    require(other, role=True)
    assert required(agent)


def test_nobody_of_the_demonstration_must(agent, settings):
    require(agent, OF_ALL)
    settings.MODE = "demo"
    assert not required(agent)


def test_whoever_must_and_has_none_is_led_to_it_and_opens_nothing_else(agent, client):
    require(agent, OF_ALL)
    assert password(client, next="/essai/note/").headers["Location"] == "/essai/note/"
    assert client.get("/essai/note/").headers["Location"] == NEEDED
    assert client.post("/essai/note/", {"text": "x"}).headers["Location"] == NEEDED
    assert client.get("/en-direct/", headers={"sec-fetch-dest": "empty"}).json() == {"sign_in": NEEDED}
    assert client.get(NEEDED).status_code == 200
    assert client.post("/langue/", {"language": "en"}).status_code == 302


OPEN = {
    "factor-needed", "totp-new", "totp-image", "recovery-codes", "recovery-file", "passkey-new", "passkey-new-question",
    "session-life", "session-extension", "session-resumption",
}  # fmt: skip


def test_every_address_that_stays_open_is_named(agent, client):
    """Walks all addresses without an argument: a page that forgets the requirement shows here."""
    require(agent, OF_ALL)
    password(client)
    opened = set()
    pages = (row for row in access.tables() if not row["object"] and not access.is_door(row))
    for name in {row["url"] for row in pages if row["method"] == "GET"}:
        response = client.get(reverse(name))
        if response.headers.get("Location") != NEEDED:
            opened.add(name)
    public = {
        "home", "about", "health", "account_login", "account_logout", "account_reset_password",
        "account_reset_password_done", "account_reset_password_from_key_done", "mfa_authenticate",
        "applicants:houses", "manifest",
    }  # fmt: skip
    assert {"factor-needed", "totp-new", "passkey-new"} <= opened <= OPEN | public


def test_everything_opens_once_it_is_set_up(agent, client):
    require(agent, OF_ALL)
    password(client)
    assert client.post(TOTP, {"code": code(secret_of(client.get(TOTP)))}).headers["Location"] == CODES
    assert client.get(CODES).status_code == 200
    client.post(CODES)
    assert client.get("/essai/note/").status_code == 200
    assert client.get(NEEDED).headers["Location"] == "/profil/securite/"


def test_a_session_of_before_it_was_required_gives_the_second_step(agent, client, enter):
    session = enter("ag1")
    give_totp(agent.user)
    assert session.get("/essai/note/").status_code == 200
    require(agent, OF_ALL)
    assert session.get("/essai/note/").headers["Location"].startswith("/connexion/")
    password(session)
    session.post("/connexion/code/", {"code": code()})
    assert session.get("/essai/note/").status_code == 200


# What administrators do


@pytest.fixture
def manager(place):
    return join(place, "chef@example.org", place.manager)


def test_an_administrator_resets_it_and_the_person_is_told(agent, manager, client, posted, verbs):
    give_totp(agent.user)
    password(client)
    client.post("/connexion/code/", {"code": code()})
    factors.reset(agent, by=Viewer.wearing(manager))
    assert client.get("/essai/note/").status_code == 302
    assert verbs()[-1] == posted()[-1].kind == "people.factor.reset"
    assert password(Client()).headers["Location"] == "/"
    assert posted()[-1].to_address == "agent@example.org"
    with pytest.raises(Refused):
        factors.reset(agent, by=Viewer.wearing(manager))


def test_a_house_does_not_open_an_account_that_another_house_shares(agent, manager):
    elsewhere = found("Éditeur Bêta", "beta")
    join(elsewhere, "agent@example.org", elsewhere.agent)
    give_totp(agent.user)
    with pytest.raises(Refused):
        factors.reset(agent, by=Viewer.wearing(manager))
    assert factors.has_any(agent.user_id)


def test_an_administrator_signs_somebody_out_everywhere(agent, manager, enter, verbs):
    clients = [enter("ag1"), enter("ag1")]
    assert devices.end_of(agent, by=Viewer.wearing(manager)) == 2
    assert [one.get("/essai/note/").status_code for one in clients] == [302, 302]
    assert verbs()[-1] == "people.membership.signed_out"
    assert not Session.objects.filter(user=agent.user_id).exists()


def test_nobody_is_signed_out_of_a_house_that_is_not_ones_own(agent, manager, enter, verbs):
    elsewhere = found("Éditeur Bêta", "beta")
    join(elsewhere, "agent@example.org", elsewhere.agent)
    client = enter("ag1")
    with pytest.raises(Refused):
        devices.end_of(agent, by=Viewer.wearing(manager))
    assert client.get("/essai/note/").status_code == 200
    assert "people.membership.signed_out" not in verbs()
    assert devices.end_of(agent, by=Viewer(side=PLATFORM)) == 1


@pytest.mark.django_db
def test_the_pages_of_administration_do_both(scenery):
    cast = scenery.cast
    member, desk = cast.members["technicien"], prove(scenery.client("responsable"))
    give_totp(member.user)
    path = f"/administration/personnes/{member.pk}/"
    assert f"{path}seconde-etape/" in desk.get(path).content.decode()
    assert press(desk, f"{path}seconde-etape/").headers["Location"] == path
    assert not factors.has_any(member.user_id)
    theirs = scenery.client("technicien")
    assert theirs.get("/support/").status_code == 200
    assert press(desk, f"{path}deconnexion/").headers["Location"] == path
    assert theirs.get("/support/").status_code == 302
    Membership.admit(cast.roles["rival", "manager"], user=member.user, last_name="Double")
    assert desk.get(f"{path}deconnexion/").status_code == 409


@pytest.mark.django_db
def test_roles_are_protected_on_screen(scenery, verbs):
    desk, role = prove(scenery.client("responsable")), scenery.cast.roles["vendor", "agent"]
    page = desk.get("/administration/roles/")
    body = page.content.decode()
    handler = scenery.cast.roles["vendor", "handler"]
    assert f"{role.pk}:people.link" in body
    assert f"{handler.pk}:people.link" not in body
    rights = [f"{one.pk}:{right}" for one in Role.objects.unscoped("test") for right in one.rights]
    posted = {"right": [*rights, f"{role.pk}:people.link"], "protection": [f"{role.pk}:sees_health_data"]}
    assert desk.post("/administration/roles/", {**hidden(page), **posted}).status_code == 302
    role = Role.objects.unscoped("test").get(pk=role.pk)
    assert (role.sees_health_data, role.needs_second_factor) == (True, False)
    assert f"{role.pk}:people.link" not in desk.get("/administration/roles/").content.decode()
    assert verbs()[-1] == "people.role.changed"


def test_a_space_says_how_its_roles_are_protected_at_first(place):
    from entregent.people.sides import CUSTOMER
    from entregent.people.space import RoleKind
    from entregent.site.installation import add_role

    kind = RoleKind("subscriber", "Abonnée", CUSTOMER, (), needs_second_factor=True, sees_health_data=True)
    role = add_role(place.house, "support", kind)
    assert (role.needs_second_factor, role.sees_health_data) == (True, True)


@pytest.mark.django_db
def test_the_house_requires_it_on_screen(scenery):
    desk, house = prove(scenery.client("responsable")), scenery.cast.houses["vendor"]
    page = desk.get("/administration/maison/")
    assert 'name="second_factor"' in page.content.decode()
    assert json.dumps(sorted(dict(page.context["form"].fields["second_factor"].choices))) == '["", "all", "staff"]'
    kept = {name: getattr(house, name) for name in ("name", "accent", "time_zone", "default_language")}
    posted = {**hidden(page), **kept, "second_factor": OF_STAFF}
    assert desk.post("/administration/maison/", posted).status_code == 302
    assert House.objects.unscoped("test").get(pk=house.pk).second_factor == OF_STAFF
