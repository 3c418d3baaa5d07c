"""Administration: what is saved, who holds it, what is refused."""

import re

import pytest

from entregent.audit.search import history_of
from entregent.core.clock import now
from entregent.jobs.models import Mail
from entregent.people.models import House, Invitation, Page, Role
from entregent.people.submissions import new_key
from entregent.spaces.support.models import Intervention, Service
from tests.people.visit import prove


@pytest.fixture
def post(scenery):
    def send(person, url, **fields):
        client = prove(scenery.client(person))
        return client.post(url, {"submission": new_key(scenery.cast.viewer(person)), **fields})

    return send


HOUSE = {
    "name": "Atelier Brume",
    "slug": "brume",
    "accent": "#0e5a6b",
    "time_zone": "Europe/Paris",
    "default_language": "fr",
}


def test_a_new_house_gets_the_roles_and_desks_of_its_spaces(scenery, post):
    assert post("admin", "/administration/maisons/nouvelle/", **HOUSE, spaces=["support"]).status_code == 302
    house = House.objects.unscoped("test").get(slug="brume")
    assert Role.objects.unscoped("test").filter(house=house).count() == 5
    assert Service.objects.unscoped("test").filter(house=house).count() == 2
    assert history_of("people.house", house.pk).count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("accent", "#ffff00"),
        ("accent", "rouge"),
        ("time_zone", "Mars/Phobos"),
        ("name", ""),
        ("slug", "vendor"),
        ("email", "x"),
    ],
)
def test_a_house_that_cannot_be_is_refused_at_its_field(scenery, post, field, value):
    page = post("admin", "/administration/maisons/nouvelle/", **{**HOUSE, field: value})
    assert page.status_code == 422
    assert f"id_{field}_error" in page.content.decode()


def test_a_manager_changes_their_house_and_no_more(scenery, post):
    sent = {**HOUSE, "name": "Sylvaro", "slug": "pirate", "spaces": [], "is_platform": "1"}
    assert post("responsable", "/administration/maison/", **sent).status_code == 302
    house = House.objects.unscoped("test").get(pk=scenery.cast.houses["vendor"].pk)
    assert (house.name, house.slug, house.spaces, house.is_platform) == ("Sylvaro", "vendor", ["support"], False)


def test_rights_ticked_on_screen_hold_from_the_next_page(scenery, post):
    roles = {role.key: role for role in Role.objects.unscoped("test").filter(house=scenery.cast.houses["vendor"])}
    ticked = [f"{role.pk}:{code}" for role in roles.values() for code in role.rights]
    ticked.remove(f"{roles['handler'].pk}:support.handle")
    client = scenery.client("technicien")
    number = scenery.cast.requests["to_handle"].number
    assert "prise-en-charge" in client.get(f"/support/demandes/{number}/").content.decode()
    assert post("responsable", "/administration/roles/", right=ticked).status_code == 302
    assert "prise-en-charge" not in client.get(f"/support/demandes/{number}/").content.decode()


def test_customers_never_get_rights_of_the_house(scenery, post):
    roles = {role.key: role for role in Role.objects.unscoped("test").filter(house=scenery.cast.houses["vendor"])}
    ticked = [f"{role.pk}:{code}" for role in roles.values() for code in role.rights]
    forged = [f"{roles['agent'].pk}:{code}" for code in ("house.manage", "roles.manage", "houses.manage", "nonsense")]
    foreign = Role.objects.unscoped("test").get(house=scenery.cast.houses["rival"], key="agent")
    post("responsable", "/administration/roles/", right=[*ticked, *forged, f"{foreign.pk}:support.handle"])
    assert Role.objects.unscoped("test").get(pk=roles["agent"].pk).rights == ["support.request"]
    assert Role.objects.unscoped("test").get(pk=foreign.pk).rights == ["support.request"]


def test_a_role_bears_only_the_rights_that_are_of_use_to_its_side(scenery, post):
    roles = {role.key: role for role in Role.objects.unscoped("test").filter(house=scenery.cast.houses["vendor"])}
    ticked = [f"{role.pk}:{code}" for role in roles.values() for code in role.rights]
    foreign = {"agent": ("support.handle", "support.manage"), "handler": ("support.request", "support.reassign")}
    names = [f"{roles[key].pk}:{code}" for key, codes in foreign.items() for code in codes]
    page = scenery.client("responsable").get("/administration/roles/").content.decode()
    assert [name for name in names if f'value="{name}"' in page] == []
    assert f'value="{roles["agent"].pk}:support.reassign"' in page
    post("responsable", "/administration/roles/", right=[*ticked, *names])
    known = Role.objects.unscoped("test").filter(house=scenery.cast.houses["vendor"])
    kept = {role.key: role.rights for role in known}
    assert (kept["agent"], kept["handler"]) == (["support.request"], ["support.handle"])


def test_one_cannot_take_ones_own_keys_away(scenery, post):
    page = post("responsable", "/administration/roles/", right=[])
    assert page.status_code == 409


def test_staff_are_invited_with_roles_of_their_house_only(scenery, post):
    sent = {"email": "neuf@demo.example", "last_name": "Neuf"}
    own, foreign = scenery.cast.roles["vendor", "handler"], scenery.cast.roles["rival", "handler"]
    assert post("responsable", "/administration/personnes/invitation/", **sent, role=foreign.pk).status_code == 422
    assert post("responsable", "/administration/personnes/invitation/", **sent, role=own.pk).status_code == 302
    assert Invitation.objects.unscoped("test").get(email="neuf@demo.example").house_id == own.house_id
    page = scenery.client("responsable").get("/administration/personnes/").content.decode()
    assert re.search(r"neuf@demo.example</td><td>Technicien support</td>", page)
    platform = {"house": scenery.cast.houses["rival"].pk, "role": own.pk, "email": "b@demo.example", "last_name": "B"}
    assert post("admin", "/administration/personnes/invitation/", **platform).status_code == 422


def test_a_legal_page_is_written_in_each_language(scenery, post):
    assert post("admin", "/administration/pages/mentions-legales/fr/", body="Édité par nous").status_code == 302
    assert "Édité par nous" in scenery.client("public").get("/pages/mentions-legales/").content.decode()
    assert Page.objects.unscoped("test").count() == 1
    hostile = "<script>alert(1)</script>"
    post("admin", "/administration/pages/mentions-legales/fr/", body=hostile)
    assert hostile not in scenery.client("public").get("/pages/mentions-legales/").content.decode()


def test_news_reach_those_they_are_for(scenery, post):
    sent = {"title": "Réservé à l’équipe", "starts_at": "2026-01-01T08:00", "audience": "house"}
    assert post("responsable", "/administration/actualites/nouvelle/", **sent).status_code == 302
    assert "Réservé à l’équipe" in scenery.client("technicien").get("/support/").content.decode()
    assert "Réservé à l’équipe" not in scenery.client("agent").get("/support/").content.decode()
    wrong = {**sent, "ends_at": "2025-01-01T08:00"}
    assert post("responsable", "/administration/actualites/nouvelle/", **wrong).status_code == 422


def test_the_test_message_takes_the_road_of_all_mail(scenery, post):
    from entregent.jobs.listing import mails_seen_by

    assert post("admin", "/administration/courrier/essai/").status_code == 302
    assert mails_seen_by(scenery.cast.viewer("admin")).filter(kind="site.mail.trial").count() == 1


def test_checks_say_what_is_wrong(scenery):
    from entregent.spaces.support.models import Intervention

    client = scenery.client("admin")
    Intervention.objects.unscoped("planted").filter(pk=scenery.cast.requests["to_handle"].pk).update(
        status="in_progress"
    )
    assert "in_progress" in client.get("/administration/verifications/?lancer=oui").content.decode()


def test_a_mail_sent_again_leaves_its_event_on_the_mail(scenery, post):
    house = scenery.cast.houses["vendor"].pk
    Mail.objects.filter(pk=scenery.mail.pk).update(state="refused", house_id=house)
    assert post("admin", f"/administration/courrier/{scenery.mail.pk}/renvoi/").status_code == 302
    [event] = history_of("jobs.mail", scenery.mail.pk)
    assert (event.verb, event.house_id) == ("jobs.mail.resent", house)
    assert Mail.objects.get(pk=scenery.mail.pk).state == "waiting"


@pytest.mark.parametrize(
    "back", ["mal", "//mal.example", "https://mal.example/", "\\\\mal.example", "javascript:x", ""]
)
def test_the_banner_is_paused_and_leads_nowhere_else(scenery, post, back):
    """A bare word is not the name of a page either."""
    answer = post("agent", "/actualites/pause/", paused="1", next=back)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert post("agent", "/actualites/pause/", paused="0", next="/support/aide/")["Location"] == "/support/aide/"


@pytest.mark.django_db
class TestSwitchingASpaceOff:
    def save(self, scenery, *spaces):
        house, viewer = scenery.cast.houses["vendor"], scenery.cast.viewer("admin")
        names = ("name", "slug", "accent", "time_zone", "default_language", "second_factor")
        sent = {name: getattr(house, name) for name in names} | {"submission": new_key(viewer), "spaces": spaces}
        return scenery.client("admin").post(f"/administration/maisons/{house.pk}/", sent)

    def test_with_open_work_it_is_refused_and_told_what(self, scenery):
        page = self.save(scenery)
        assert page.status_code == 422
        assert "demandes d’intervention" in page.content.decode()
        assert House.objects.unscoped("test").get(slug="vendor").spaces == ["support"]

    def test_without_any_its_pages_are_gone_and_nobody_wears_its_posts(self, scenery):
        Intervention.objects.unscoped("test").update(ended_at=now(), status="cancelled")
        assert self.save(scenery).status_code == 302
        assert scenery.client("technicien").get("/support/").status_code == 404
        assert self.save(scenery, "support").status_code == 302
        assert scenery.client("technicien").get("/support/").status_code == 200
