from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.safestring import mark_safe

from entregent.audit.models import Event
from entregent.door import profile
from entregent.people.models import User
from tests.door.test_resets import path_in
from tests.people.cast import PASSWORD, found, join, memberships_of

NEW = "gravier-poulie-sonate-8"


@pytest.fixture
def client(agent, enter) -> Client:
    return enter("ag1")


def save(client: Client, password: str = PASSWORD, **changes):
    given = {"title": "", "first_name": "Camille", "last_name": "Roux", "email": "agent@example.org", "phone": ""}
    return client.post("/profil/", {**given, "current_password": password, **changes})


def link(posted) -> str:
    return path_in(next(mail for mail in posted() if "/profil/adresse/" in mail.text).text)


def test_it_shows_who_one_is_here(place, client):
    page = client.get("/profil/").content.decode()
    for words in ("Camille", "Roux", "agent@example.org", "Éditeur Alpha", "Établissement de Éditeur Alpha"):
        assert words in page


def test_names_change_in_all_ones_memberships_with_an_event_each(agent, client):
    elsewhere = found("Éditeur Bêta", "beta")
    join(elsewhere, "agent@example.org", elsewhere.agent, first_name="C.", phone="01")
    other = join(elsewhere, "autre@example.org", elsewhere.agent)
    assert save(client, title="mme", first_name="Camille-Ève", phone="02").status_code == 302
    rows = memberships_of(agent.user)
    assert [(row.title, row.name, row.phone) for row in rows] == [("mme", "Camille-Ève Roux", "02")] * 2
    events = Event.objects.filter(verb="people.membership.changed").order_by("pk")
    assert [event.house_id for event in events] == [row.house_id for row in rows]
    assert events[0].particulars["changes"]["phone"] == ["", "02"]
    assert events[1].particulars["changes"]["phone"] == ["01", "02"]
    assert memberships_of(other.user).get().first_name == "Camille"


def test_nothing_changed_is_no_event(client):
    save(client)
    assert not Event.objects.filter(verb="people.membership.changed").exists()


@pytest.mark.parametrize("password", ["", "faux", f"{PASSWORD} "])
def test_nothing_is_saved_without_the_current_password(agent, client, posted, password):
    response = save(client, password, last_name="Autre", email="new@example.org", password1=NEW, password2=NEW)
    assert response.status_code == 422
    assert 'value="Autre"' in response.content.decode()
    assert memberships_of(agent.user).get().last_name == "Roux"
    assert posted() == []
    assert User.objects.get().check_password(PASSWORD)


def test_guessing_the_current_password_is_throttled(client):
    responses = [save(client, "faux") for _ in range(6)]
    assert [response.status_code for response in responses] == [422] * 5 + [429]
    assert int(responses[-1].headers["Retry-After"]) in (1, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"last_name": ""}, {"last_name": "x" * 81}, {"email": "pas une adresse"}, {"email": ""}, {"title": "dr"},
        {"phone": "0" * 31}, {"password1": "court", "password2": "court"}, {"password1": NEW}, {"password2": NEW},
        {"password1": "camille-roux-1", "password2": "camille-roux-1"}, {"first_name": "a\0b"},
    ],
)  # fmt: skip
def test_bad_input_is_refused_whole(agent, client, wrong):
    assert save(client, **{"phone": "02", **wrong}).status_code == 422
    assert memberships_of(agent.user).get().phone == ""


def test_a_new_password_keeps_this_session_and_ends_the_others(client, enter, posted, verbs):
    other = enter("ag1")
    assert save(client, password1=NEW, password2=NEW).status_code == 302
    assert client.get("/profil/").status_code == 200
    assert other.get("/profil/").status_code == 302
    assert [mail.kind for mail in posted()] == ["people.password.changed"]
    assert "people.password.changed" in verbs()
    assert Client().post("/connexion/", {"login": "ag1", "password": NEW}).status_code == 302


def test_an_address_changes_once_its_mailbox_says_so(agent, client, posted, verbs):
    assert save(client, email="Nouvelle@Example.org").status_code == 302
    assert User.objects.get().email == "agent@example.org"
    assert sorted(mail.to_address for mail in posted()) == ["agent@example.org", "nouvelle@example.org"]
    page = client
    assert [page.get(link(posted)).status_code for _ in range(2)] == [200, 200]
    assert User.objects.get().email == "agent@example.org"
    assert page.post(link(posted)).status_code == 200
    assert User.objects.get().email == "nouvelle@example.org"
    assert page.post(link(posted)).status_code == 410
    assert verbs()[-2:] == ["people.email.asked", "people.email.changed"]
    assert (posted()[-1].to_address, posted()[-1].kind) == ("agent@example.org", "people.email.changed")


def test_nothing_tells_that_an_address_is_taken(place, client, posted):
    join(place, "prise@example.org", place.handler)
    free = save(client, email="libre@example.org")
    taken = save(client, email="prise@example.org")
    assert (free.status_code, free.headers["Location"]) == (taken.status_code, taken.headers["Location"])
    told = [str(message) for message in client.get("/profil/").context["messages"]]
    assert told[1].replace("libre@", "") == told[3].replace("prise@", "")
    mails = [mail for mail in posted() if mail.to_address == "prise@example.org"]
    assert len(mails) == 1
    assert "/profil/adresse/" not in mails[0].text


def test_an_address_taken_meanwhile_is_not_taken_twice(place, client, posted):
    save(client, email="nouvelle@example.org")
    join(place, "nouvelle@example.org", place.handler)
    assert client.post(link(posted)).status_code == 410
    assert User.objects.filter(email="nouvelle@example.org").count() == 1


@pytest.mark.parametrize("change", [{"email": "third@example.org"}, {"password": "md5$x$y"}, {"is_active": False}])
def test_the_link_dies_when_the_account_changed_meanwhile(client, posted, change):
    save(client, email="nouvelle@example.org")
    User.objects.update(**change)
    assert Client().get(link(posted)).status_code == 410
    assert Client().post(link(posted)).status_code == 410


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 410)])
def test_the_link_lives_an_hour(agent, enter, posted, minutes, status):
    with time_machine.travel("2026-11-23 10:00Z", tick=False) as clock:
        client = enter("ag1")
        save(client, email="nouvelle@example.org")
        clock.shift(timedelta(minutes=minutes))
        client = enter("ag1")
        assert client.get(link(posted)).status_code == status
        assert client.get(link(posted)).headers["Referrer-Policy"] == "strict-origin"


def test_whoever_reads_a_mistyped_mailbox_changes_nothing(place, client, posted, enter):
    """Without the owner's session they are asked to sign in; signed in as somebody else, they are refused."""
    save(client, email="nouvelle@example.org")
    stranger = Client()
    for answer in (stranger.get(link(posted)), stranger.post(link(posted))):
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/connexion/")
    other = join(place, "autre@example.org", place.handler)
    stranger.force_login(other.user)
    assert [stranger.get(link(posted)).status_code, stranger.post(link(posted)).status_code] == [403, 403]
    assert not User.objects.filter(email="nouvelle@example.org").exists()


def test_few_changes_of_address_are_asked_for_in_a_row(client, posted):
    answers = [save(client, email=f"etranger{number}@example.org").status_code for number in range(7)]
    assert answers == [302] * 5 + [422] * 2
    assert len([mail for mail in posted() if "etranger" in mail.to_address]) == 5


def test_one_mailbox_is_written_to_few_times_whoever_asks(place, client, enter, posted):
    for _ in range(3):
        save(client, email="victime@example.org")
    join(place, "autre@example.org", place.handler)
    again = enter("autre@example.org")
    for _ in range(4):
        save(again, email="victime@example.org")
    assert len([mail for mail in posted() if mail.to_address == "victime@example.org"]) == 5


@pytest.mark.parametrize(
    "name", ["URGENT allez sur https://x.example/", "www.x.example", "a@b.example", "voir x.example/a"]
)
def test_a_name_holds_no_address(agent, client, name):
    assert save(client, first_name=name).status_code == 422
    assert save(client, last_name=name).status_code == 422


@pytest.mark.parametrize("name", ["J.-P.", "St. John", "O’Brien-Dupré", "María José", "d’Œ."])
def test_names_of_every_kind_stay(client, name):
    assert save(client, first_name=name).status_code == 302


@pytest.mark.parametrize("token", ["x", "e30:1abc:def", "a:b:c"])
def test_made_up_links_are_gone(db, token):
    assert Client().get(f"/profil/adresse/{token}/").status_code == 410


def test_spaces_add_their_panels(client, monkeypatch):
    monkeypatch.setattr(profile, "_panels", [])
    profile.register_panel(lambda request: mark_safe("<section>Mes demandes</section>"))
    profile.register_panel(lambda request: None)
    assert "<section>Mes demandes</section>" in client.get("/profil/").content.decode()


def test_extra_fields_change_nothing(agent, client):
    save(client, role="1", house="1", number="9", is_active="", identifier="root", name="X")
    row = memberships_of(agent.user).get()
    assert (row.roles, row.number, row.user.identifier, row.user.is_active) == (agent.roles, "", "ag1", True)
