"""What administrators do to the accounts of others: a fresh proof first, and only to those whom they look after."""

import pytest

from entregent.audit.search import history_of
from entregent.door import factors
from entregent.jobs.models import Mail
from entregent.notify.bell import last_lines
from entregent.people.models import House, Membership, Role
from entregent.people.models.house import OF_STAFF
from entregent.people.viewer import Viewer
from tests.people.second import give_totp
from tests.people.visit import hidden, press, prove

pytestmark = pytest.mark.django_db
PROOF = "/connexion/confirmation/"
ROLES = "/administration/roles/"


@pytest.fixture
def path(scenery):
    """The page that resets somebody's second step, whether they have one or not."""

    def reset_of(person: str) -> str:
        return f"/support/collaborateurs/{scenery.cast.members[person].pk}/seconde-etape/"

    return reset_of


def house_fields(house, **changed):
    kept = {name: getattr(house, name) for name in ("name", "accent", "time_zone", "default_language", "second_factor")}
    return kept | {"spaces": house.spaces} | changed


def as_elsewhere(cast, person, **changed):
    """The person works in a second place too."""
    mine = cast.members[person]
    values = {"party": mine.party, "role": mine.roles[0], "last_name": "Double", **changed}
    Membership.admit(values.pop("role"), user=mine.user, **values)


@pytest.mark.parametrize("page", ["seconde-etape", "deconnexion"])
def test_what_is_done_to_an_account_asks_who_does_it(scenery, page):
    member, desk = scenery.cast.members["technicien"], scenery.client("responsable")
    give_totp(member.user)
    theirs = scenery.client("technicien")
    path = f"/administration/personnes/{member.pk}/{page}/"
    fields = hidden(desk.get("/administration/maison/"))
    assert desk.get(path).headers["Location"].startswith(PROOF)
    assert desk.post(path, fields).headers["Location"].startswith(PROOF)
    assert factors.has_any(member.user_id)
    assert theirs.get("/support/").status_code == 200
    assert press(prove(desk), path).status_code == 302
    assert theirs.get("/support/").status_code == 302


def test_rights_are_changed_after_a_proof_and_no_tick_is_lost(scenery):
    desk, role = scenery.client("responsable"), scenery.cast.roles["vendor", "agent"]
    kept = [f"{one.pk}:{right}" for one in Role.objects.unscoped("test") for right in one.rights]
    ticked = {"right": [*kept, f"{role.pk}:people.link"], "protection": [f"{role.pk}:needs_second_factor"]}
    asked = desk.post(ROLES, {**hidden(desk.get(ROLES)), "back": ROLES, **ticked})
    assert asked.headers["Location"].startswith(PROOF)
    before = Role.objects.unscoped("test").get(pk=role.pk)
    assert (before.rights, before.needs_second_factor) == (role.rights, False)
    page = prove(desk).get(ROLES).content.decode()
    for name in (f"{role.pk}:people.link", f"{role.pk}:needs_second_factor"):
        assert f'value="{name}"' in page
        assert "checked" in page.split(f'value="{name}"')[1].split(">")[0]
    assert desk.post(ROLES, {**hidden(desk.get(ROLES)), **ticked}).status_code == 302
    assert Role.objects.unscoped("test").get(pk=role.pk).needs_second_factor


@pytest.mark.parametrize("person", ["responsable", "admin"])
def test_of_whom_a_second_step_is_required_is_changed_after_a_proof(scenery, person):
    house = scenery.cast.houses["vendor"]
    House.objects.unscoped("test").filter(pk=house.pk).update(second_factor=OF_STAFF)
    path = "/administration/maison/" if person == "responsable" else f"/administration/maisons/{house.pk}/"
    client = scenery.client(person)
    fields = house_fields(house, second_factor=OF_STAFF, slug=house.slug)
    give_factor(client)
    calm = client.post(path, {**hidden(client.get(path)), **fields, "city": "Valmorel"})
    assert not calm.headers["Location"].startswith(PROOF)
    loose = client.post(path, {**hidden(client.get(path)), **fields, "second_factor": ""})
    assert loose.headers["Location"].startswith(PROOF)
    now = House.objects.unscoped("test").get(pk=house.pk)
    assert (now.city, now.second_factor) == ("Valmorel", OF_STAFF)


def give_factor(client):
    """Of this session: what the house requires was given."""
    session = client.session
    session[factors.GIVEN] = True
    session.save()


# A customer's administrator


def test_an_administrator_of_the_establishment_resets_a_colleague(scenery, path):
    cast = scenery.cast
    member, mine = cast.members["collegue"], scenery.client("collegue")
    give_totp(member.user)
    client = prove(scenery.client("administrateur"))
    page = f"/support/collaborateurs/{member.pk}/"
    assert path("collegue") in client.get(page).content.decode()
    assert press(client, path("collegue")).headers["Location"] == page
    assert not factors.has_any(member.user_id)
    assert path("collegue") not in client.get(page).content.decode()
    assert mine.get("/support/").status_code == 302
    event = history_of("people.membership", member.pk).first()
    assert (event.verb, event.particulars["actor_name"]) == ("people.factor.reset", "Claire Évrard")
    assert Mail.objects.latest("pk").to_address == cast.email("collegue")
    [line] = rung(Viewer.wearing(member))
    assert (line.actor, line.is_unread) == ("Claire Évrard", True)
    assert rung(cast.viewer("agent")) == []


def rung(viewer):
    return [line for line in last_lines(viewer) if line.record.path == "/profil/securite/"]


def test_they_too_are_asked_who_they_are(scenery, path):
    member, client = scenery.cast.members["collegue"], scenery.client("administrateur")
    give_totp(member.user)
    assert client.get(path("collegue")).headers["Location"].startswith(PROOF)
    assert client.post(path("collegue"), {}).headers["Location"].startswith(PROOF)
    assert factors.has_any(member.user_id)


@pytest.mark.parametrize(
    ("person", "whose", "status"),
    [
        ("administrateur", "technicien", 404), ("administrateur", "autre", 404), ("administrateur", "etranger", 404),
        ("administrateur", "administrateur", 403), ("agent", "collegue", 403), ("referent", "collegue", 403),
        ("technicien", "collegue", 403), ("autre", "collegue", 404), ("etranger", "collegue", 404),
        ("admin", "collegue", 404), ("responsable", "technicien", 404),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_proven", [True, False])
def test_nobody_else_does_and_they_are_not_even_asked(scenery, path, person, whose, status, is_proven):
    member, client = scenery.cast.members[whose], scenery.client(person)
    if person != whose:
        give_totp(member.user)
    fields = hidden(client.get("/profil/"))
    if is_proven:
        prove(client)
    assert client.get(path(whose)).status_code == status
    assert client.post(path(whose), fields).status_code == status
    assert factors.has_any(member.user_id) == (person != whose)


@pytest.mark.parametrize("elsewhere", ["staff", "administrator of another establishment", "another house"])
def test_whoever_also_works_elsewhere_is_not_reset_by_a_customer(scenery, path, elsewhere):
    cast, client = scenery.cast, prove(scenery.client("administrateur"))
    changed = {
        "staff": {"party": None, "role": cast.roles["vendor", "handler"]},
        "administrator of another establishment": {
            "party": cast.parties["school"], "role": cast.roles["vendor", "administrator"],
        },
        "another house": {"house": cast.houses["rival"], "party": None, "role": cast.roles["rival", "manager"]},
    }[elsewhere]  # fmt: skip
    as_elsewhere(cast, "collegue", **changed)
    member = cast.members["collegue"]
    give_totp(member.user)
    fields = hidden(client.get("/profil/"))
    assert client.get(path("collegue")).status_code == 409
    assert client.post(path("collegue"), fields).status_code == 409
    assert factors.has_any(member.user_id)
