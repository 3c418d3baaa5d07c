import hashlib
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client

from entregent.door import invitations
from entregent.people.errors import Refused
from entregent.people.models import Invitation, Membership, User
from entregent.people.rights import MANAGE_HOUSES, MANAGE_PEOPLE, MANAGE_ROLES
from entregent.people.sides import PLATFORM
from entregent.people.viewer import Viewer
from tests.door.test_resets import path_in
from tests.people.cast import PASSWORD, found, join, memberships_of, role
from tests.people.second import code, give_totp

NEW = "gravier-poulie-sonate-8"


@pytest.fixture
def manager(place) -> Viewer:
    return Viewer.wearing(join(place, "manager@example.org", place.manager, first_name="Maud", last_name="Chef"))


@pytest.fixture
def invite(place, manager):
    """Invites an agent of the customer, unless said otherwise; gives the path in the mail."""

    def send(email="nouveau@example.org", **more) -> Invitation:
        given = {
            "by": manager,
            "roles": [place.agent],
            "party": place.party,
            "first_name": "Nour",
            "last_name": "Neveu",
        }
        return invitations.invite(email=email, **{**given, **more})

    return send


@pytest.fixture
def link(invite, posted) -> str:
    invite()
    return path_in(posted()[-1].text)


def come_in(link: str, client: Client | None = None, **data):
    given = {"first_name": "Nour", "last_name": "Neveu", "password1": NEW, "password2": NEW}
    return (client or Client()).post(link, {**given, **data})


def test_a_newcomer_comes_in(place, link, verbs):
    client = Client()
    page = client.get(link)
    assert page.status_code == 200
    assert 'value="Neveu"' in page.content.decode()
    assert come_in(link, client, last_name="Neveu-Roy").headers["Location"] == "/"
    assert client.get("/essai/note/").status_code == 200
    user = User.objects.get(email="nouveau@example.org")
    (member,) = memberships_of(user)
    assert (member.house_id, member.party_id, member.roles[0].pk, member.name) == (
        place.house.pk, place.party.pk, place.agent.pk, "Nour Neveu-Roy",
    )  # fmt: skip
    assert verbs()[-3:] == ["people.invitation.sent", "people.invitation.accepted", "people.signin.opened"]


def test_the_mail_says_who_invites_where_and_holds_one_link(link, posted):
    (mail,) = posted()
    assert mail.to_address == "nouveau@example.org"
    assert "Maud Chef" in mail.text
    assert "Éditeur Alpha" in mail.subject
    assert len(set(re.findall(r"https?://\S+?(?=[\"\s<])", mail.text + mail.html))) == 1


def test_only_a_digest_of_the_secret_is_kept(link):
    token = link.split("/")[2]
    kept = Invitation.objects.unscoped("test").get()
    assert kept.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert len(token) >= 43


def test_looking_uses_nothing_up_and_the_link_works_once(link):
    assert [Client().get(link).status_code for _ in range(3)] == [200] * 3
    assert come_in(link).status_code == 302
    again = come_in(link)
    assert again.status_code == 410
    assert again.headers["Referrer-Policy"] == "strict-origin"
    assert Client().get(link).status_code == 410
    assert User.objects.filter(email="nouveau@example.org").count() == 1


@pytest.mark.parametrize(("hours", "status"), [(71, 200), (73, 410)])
def test_it_lives_three_days(invite, posted, hours, status):
    with time_machine.travel("2026-11-23 10:00Z", tick=False) as clock:
        invite()
        link = path_in(posted()[-1].text)
        clock.shift(timedelta(hours=hours))
        assert Client().get(link).status_code == status
        assert (come_in(link).status_code == 302) == (status == 200)


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "é" * 20])
def test_made_up_links_are_gone(db, token):
    assert Client().get(f"/invitation/{token}/").status_code == 410


def test_its_page_tells_its_address_to_nobody(link):
    page = Client().get(link)
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"password1": "court", "password2": "court"}, {"password2": "autre"}, {"last_name": ""},
        {"last_name": "x" * 81},
        {"password1": "nour-neveu-nour-neveu", "password2": "nour-neveu-nour-neveu"},
    ],
)  # fmt: skip
def test_a_refused_form_leaves_the_link_alive(link, wrong):
    assert come_in(link, **wrong).status_code == 422
    assert not User.objects.filter(email="nouveau@example.org").exists()
    assert come_in(link).status_code == 302


def test_staff_choose_fifteen_characters(place, invite, posted):
    invite(roles=[place.handler], party=None)
    link = path_in(posted()[-1].text)
    assert come_in(link, password1="zR7mQe4tYp1w", password2="zR7mQe4tYp1w").status_code == 422
    assert come_in(link).status_code == 302


def test_somebody_who_has_an_account_gives_its_password(place, invite, posted):
    elsewhere = found("Éditeur Bêta", "beta")
    known = join(elsewhere, "nouveau@example.org", elsewhere.agent)
    invite()
    link = path_in(posted()[-1].text)
    assert "password1" not in Client().get(link).content.decode()
    assert Client().post(link, {"password": "faux"}).status_code == 422
    client = Client()
    assert client.post(link, {"password": PASSWORD}).status_code == 302
    assert memberships_of(known.user).count() == 2
    assert client.get("/profil/").context["viewer"].house_id == place.house.pk  # as whom they were invited
    assert Client().post(link, {"password": PASSWORD}).status_code == 410


def test_nothing_is_accepted_before_the_second_step(place, invite, posted, clock):
    elsewhere = found("Éditeur Bêta", "beta")
    known = join(elsewhere, "nouveau@example.org", elsewhere.agent)
    give_totp(known.user)
    invite()
    link, client = path_in(posted()[-1].text), Client()
    assert client.post(link, {"password": PASSWORD}).headers["Location"] == "/connexion/code/"
    assert memberships_of(known.user).count() == 1
    assert Client().get(link).status_code == 200  # the link is still good for whoever has both
    client.post("/connexion/code/", {"code": code()})
    assert memberships_of(known.user).count() == 2
    assert client.get("/profil/").context["viewer"].house_id == place.house.pk
    assert Client().get(link).status_code == 410


def test_wrong_passwords_of_a_guest_are_throttled(place, invite, posted):
    elsewhere = found("Éditeur Bêta", "beta")
    join(elsewhere, "nouveau@example.org", elsewhere.agent)
    invite()
    link = path_in(posted()[-1].text)
    statuses = [Client().post(link, {"password": "faux"}) for _ in range(6)]
    assert [response.status_code for response in statuses] == [422] * 5 + [429]
    assert int(statuses[-1].headers["Retry-After"]) in (1, 2)


def test_renewing_kills_the_older_link(link, manager, posted):
    renewed = Invitation.objects.unscoped("test").get()
    invitations.renew(renewed, by=manager)
    assert Client().get(link).status_code == 410
    assert come_in(path_in(posted()[-1].text)).status_code == 302
    with pytest.raises(Refused):
        invitations.renew(renewed, by=manager)


def test_inviting_again_replaces_the_invitation(place, link, invite, posted):
    invite(roles=[place.administrator], last_name="Autre")
    assert Client().get(link).status_code == 410
    assert Invitation.objects.unscoped("test").count() == 1
    come_in(path_in(posted()[-1].text))
    assert memberships_of(User.objects.get(email="nouveau@example.org")).get().roles == [place.administrator]


def test_a_member_is_not_invited_twice(agent, invite, posted):
    with pytest.raises(Refused):
        invite("Agent@Example.org")
    assert posted() == []


def test_a_member_is_invited_elsewhere_in_the_same_house(place, agent, invite):
    assert invite("agent@example.org", roles=[place.handler], party=None).pk


def viewer_of(place, as_role, email="other@example.org") -> Viewer:
    return Viewer.wearing(join(place, email, as_role))


def test_roles_fit_their_place(place, manager, invite):
    for wrong in ({"roles": [place.agent], "party": None}, {"roles": [place.handler]}):
        with pytest.raises(PermissionDenied):
            invite(**wrong)


def test_nobody_invites_into_another_house(place, manager, invite):
    elsewhere = found("Éditeur Bêta", "beta")
    for wrong in (
        {"roles": [elsewhere.agent], "party": elsewhere.party},
        {"party": elsewhere.party},
        {"roles": [elsewhere.agent]},
    ):
        with pytest.raises(PermissionDenied):
            invite(**wrong)


def test_a_customers_administrator_invites_for_their_own(place, invite):
    administrator = viewer_of(place, place.administrator)
    assert invite(by=administrator).pk
    other = type(place.party)(house=place.house, name="Autre établissement")
    other.save()
    for wrong in ({"party": other}, {"roles": [place.handler], "party": None}):
        with pytest.raises(PermissionDenied):
            invite(by=administrator, **wrong)


def test_agents_invite_nobody(place, agent, handler, invite):
    for viewer in (Viewer.wearing(agent), Viewer.wearing(handler), Viewer.public()):
        with pytest.raises(PermissionDenied):
            invite(by=viewer)


def test_nobody_gives_more_than_they_have(place, manager, invite):
    stronger = role(place.house, "stronger", "provider", ["support.handle", MANAGE_PEOPLE, "news.manage"])
    of_customer = role(
        place.house, "stronger-customer", "customer", [MANAGE_PEOPLE, "support.request", "support.reassign"]
    )
    with pytest.raises(PermissionDenied):
        invite(roles=[stronger], party=None)
    with pytest.raises(PermissionDenied):
        invite(by=viewer_of(place, place.administrator), roles=[of_customer])
    assert invite(roles=[of_customer]).pk  # staff give customers what customers need
    chief = role(place.house, "chief", "provider", [MANAGE_PEOPLE, MANAGE_ROLES])
    assert invite(
        by=viewer_of(place, chief, "chief@example.org"), roles=[stronger], party=None, email="b@example.org"
    ).pk


def test_who_sees_assigned_dossiers_only_gives_no_wider_sight(place, invite):
    narrow = role(place.house, "narrow", "provider", ["support.handle", MANAGE_PEOPLE])
    narrow.oversees = False
    narrow.save()
    with pytest.raises(PermissionDenied):
        invite(by=viewer_of(place, narrow), roles=[place.handler], party=None)


def test_the_platform_opens_every_house_and_nobody_opens_the_platform(place, manager, invite):
    platform = found("Plateforme", "plateforme")
    keeper = role(platform.house, "keeper", PLATFORM, [MANAGE_HOUSES])
    user = User(email="keeper@example.org")
    user.save()
    keeping = Viewer.wearing(Membership.admit(keeper, user=user, last_name="K"))
    with pytest.raises(PermissionDenied):
        invite(roles=[keeper], party=None)
    own = role(place.house, "own-keeper", PLATFORM, [])
    with pytest.raises(PermissionDenied):
        invitations.check_may_give(manager, [own], None)
    invitations.check_may_give(keeping, [place.manager], None)
    invitations.check_may_give(keeping, [keeper], None)


def test_invitations_have_their_limit(invite, posted):
    for number in range(40):
        invite(f"n{number}@example.org")
    with pytest.raises(Refused), transaction.atomic():
        invite("un-de-trop@example.org")
    assert len(posted()) == 40
