"""A password chosen by a link: what opened the account before ends, and second steps are looked at by their owner."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from entregent.door import factor_review, resets
from entregent.people.models import FactorReview, PersonalLink, Session
from tests.door.test_resets import NEW, ask, choose, path_in
from tests.people.second import code, give_totp
from tests.people.visit import is_in, press

REVIEW = "/profil/securite/verification/"


@pytest.fixture
def guarded(agent, clock):
    give_totp(agent.user)
    return agent


@pytest.fixture
def reset(guarded, work, posted) -> Client:
    """They chose a new password by a link, and signed in with it and with their second step."""
    ask("ag1")
    work()
    choose(path_in(posted()[-1].text))
    return enter_anew()


def enter_anew() -> Client:
    client = Client()
    client.post("/connexion/", {"login": "ag1", "password": NEW})
    client.post("/connexion/code/", {"code": code()})
    return client


def test_personal_links_and_remembered_devices_end_with_the_old_password(agent, enter, work, posted, verbs):
    PersonalLink.objects.create(user=agent.user, name="Poste du cabinet", token_hash="x" * 64)
    client = Client()
    client.post("/connexion/", {"login": "ag1", "password": "tilleul-rame-bruine-47", "remember": "on"})
    assert Session.objects.get(user=agent.user).is_remembered
    ask("ag1")
    work()
    choose(path_in(posted()[-1].text))
    assert not PersonalLink.objects.exists()
    assert not Session.objects.filter(user=agent.user).exists()
    assert not is_in(client)
    assert verbs()[-2:] == ["people.link.revoked", "people.password.changed"]
    assert "liens personnels" in posted()[-1].text


def test_a_password_changed_on_the_profile_leaves_links_alone(agent):
    PersonalLink.objects.create(user=agent.user, name="Poste", token_hash="x" * 64)
    resets.change(agent.user, NEW, by=_viewer(agent))
    assert PersonalLink.objects.exists()


def test_the_link_alone_does_not_get_round_the_second_step(guarded, work, posted):
    ask("ag1")
    work()
    choose(path_in(posted()[-1].text))
    client = Client()
    client.post("/connexion/", {"login": "ag1", "password": NEW})
    assert not is_in(client)
    assert Authenticator.objects.filter(user=guarded.user).exists()


def test_nothing_opens_before_second_steps_are_looked_at(reset):
    for path in ("/essai/note/", "/profil/", "/profil/securite/", "/profil/securite/application/"):
        assert reset.get(path).headers["Location"] == REVIEW
    assert reset.post("/essai/note/", {"text": "x"}).headers["Location"] == REVIEW
    assert reset.get("/essai/note/", headers={"sec-fetch-dest": "empty"}).json() == {"sign_in": REVIEW}
    page = reset.get(REVIEW).content.decode()
    assert "/application/retrait/" in page
    assert reset.get("/session/").status_code == 200


def test_keeping_them_opens_everything_for_good(reset, verbs):
    assert reset.post(REVIEW).headers["Location"] == "/"
    assert is_in(reset)
    assert verbs()[-1] == "people.factors.reviewed"
    assert not FactorReview.objects.unscoped("test").exists()
    again = enter_anew()
    assert not factor_review.is_awaited(again.session)


def test_leaving_without_an_answer_asks_again(reset, clock):
    reset.post("/deconnexion/")
    clock.shift(60)
    assert enter_anew().get("/profil/").headers["Location"] == REVIEW


def test_one_that_is_not_theirs_is_removed_from_there(reset, guarded, verbs):
    assert press(reset, "/profil/securite/application/retrait/").status_code == 302
    assert not Authenticator.objects.filter(user=guarded.user).exists()
    assert "Aucune seconde étape" in reset.get(REVIEW).content.decode()
    reset.post(REVIEW)
    assert is_in(reset)
    assert verbs()[-2:] == ["people.factor.removed", "people.factors.reviewed"]


def test_whoever_has_none_is_asked_nothing(agent, work, posted):
    ask("ag1")
    work()
    choose(path_in(posted()[-1].text))
    client = Client()
    client.post("/connexion/", {"login": "ag1", "password": NEW})
    assert is_in(client)
    assert client.get(REVIEW).headers["Location"] == "/profil/securite/"


def test_a_page_that_forgets_it_shows(reset):
    """The negative control: once the session says that nothing is awaited, the same pages open."""
    session = reset.session
    session[factor_review.AWAITED] = False
    session.save()
    assert is_in(reset)


def _viewer(member):
    from entregent.people.viewer import Viewer

    return Viewer.wearing(member)
