"""The public page: what it asks, what it tells, and what it never tells."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from entregent.applicants.models import Application
from entregent.jobs.models import Mail
from entregent.notify.bell import rung
from entregent.people.form_keys import new_key
from entregent.people.models import House
from entregent.people.viewer import Viewer
from entregent.proofs.challenge import Challenge
from tests.applicants.asking import WORDS
from tests.proofs.work import LIGHT, answer

PAGE = "/demande-de-compte/vendor/"


@pytest.fixture(autouse=True)
def asked(settings, cast):
    settings.PROOF_BITS = settings.PROOF_MOST_BITS = LIGHT


def made(key: str = "demande") -> str:
    told = Client().get(f"/preuve/{key}/").json()
    return answer(Challenge(told["token"], told["nonce"], told["bits"], told["parts"]))


def send(key: str = "", proof: str | None = None, **changed: str):
    given = made() if proof is None else proof
    typed = {"kind": "new", **WORDS, **changed, "proof": given, "submission": key or new_key(Viewer.public())}
    return Client().post(PAGE, typed)


def received() -> list[Application]:
    return list(Application.objects.unscoped("test").order_by("pk"))


def test_a_request_is_received_and_thanked_for():
    response = send(last_name=" Aubry ", email="Solene.Aubry@demo.example")
    assert (response.status_code, response.headers["Location"]) == (302, f"{PAGE}merci/")
    (one,) = received()
    assert (one.name, one.email, one.state, one.house.slug, one.space) == (
        "Solène Aubry", "solene.aubry@demo.example", "waiting", "vendor", "support",
    )  # fmt: skip
    assert (one.name_key, one.party_key, one.phone_key) == (
        "aubry solene", "centre hospitalier de valmorel", "0199004712",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["last_name", "first_name", "phone", "email", "party_name", "kind"])
def test_every_field_is_required_and_marked(name):
    response = send(**{name: ""})
    assert response.status_code == 422
    assert received() == []
    page = response.content.decode()
    kept = [WORDS[other] for other in WORDS if other != name]
    assert all(f'value="{text}"' in page for text in kept)
    assert page.count('class="field-must"') == 6


@pytest.mark.parametrize("given", ["", "on", "x~1"])
def test_without_a_proof_nothing_is_received(given):
    page = send(proof=given)
    assert page.status_code == 422
    assert f'value="{WORDS["email"]}"' in page.content.decode()
    assert received() == []


def test_a_proof_of_another_form_is_refused():
    assert send(proof=made("connexion")).status_code == 422
    assert received() == []


def test_a_proof_serves_one_request():
    given = made()
    assert send(proof=given).status_code == 302
    assert send(proof=given).status_code == 422
    assert len(received()) == 1


def test_a_form_sent_twice_is_received_once():
    key, given = new_key(Viewer.public()), made()
    assert [send(key, given).status_code for _ in range(3)] == [302, 302, 302]
    assert len(received()) == 1


def test_a_twin_at_the_same_moment_is_received_once(monkeypatch):
    """The row came in after this one looked for it."""
    key = new_key(Viewer.public())
    send(key)
    rows = Application.objects.unscoped("test")
    monkeypatch.setattr("entregent.applicants.views.public.every", Mock(side_effect=[rows.none(), rows]))
    assert send(key).status_code == 302
    assert len(received()) == 1


def test_the_same_mailbox_asking_again_is_one_request_with_both_its_words(scenery):
    first, again = new_key(Viewer.public()), new_key(Viewer.public())
    send(first)
    assert send(again, email="Solene.Aubry@demo.example", phone="01 99 00 47 13").status_code == 302
    assert [send(key, "").status_code for key in (first, again)] == [302, 302]  # either form, sent once more
    (one,) = received()
    (before,) = one.attempts.unscoped("test")
    assert (one.phone, before.words["phone"], before.at) == ("01 99 00 47 13", "01 99 00 47 12", one.created_at)
    page = scenery.client("responsable").get(one.get_absolute_url()).content.decode()
    assert "a envoyé cette demande deux fois" in page
    assert "01 99 00 47 12" in page
    assert Mail.objects.filter(to_address=WORDS["email"]).count() == 2
    assert rung().filter(record_type="applicants.application").count() == 1


@pytest.mark.parametrize("changed", [{"email": "autre@demo.example"}, {"kind": "update"}])
def test_another_mailbox_or_another_wish_is_another_request(changed):
    send()
    send(**changed)
    assert len(received()) == 2


def test_what_was_decided_is_asked_anew(cast):
    send()
    received()[0].refuse("Non", by=cast.viewer("responsable"))
    send()
    assert [one.state for one in received()] == ["refused", "waiting"]


def test_what_could_not_be_kept_is_not_thanked_for(monkeypatch):
    monkeypatch.setattr(Application, "file", Mock(side_effect=IntegrityError))
    with pytest.raises(IntegrityError):
        send()


def test_letters_that_fold_into_many_are_received():
    """« ﷺ » folds into eighteen signs: the keys are cut, what was typed is kept."""
    typed = {"last_name": "ﷺ" * 80, "first_name": "ﷺ" * 80, "party_name": "ﷺ" * 120}
    assert send(**typed).status_code == 302
    (one,) = received()
    assert (len(one.name_key), len(one.party_key), one.party_name) == (322, 240, "ﷺ" * 120)


def test_the_same_answer_whether_the_mailbox_has_an_account(cast):
    seen = []
    for mailbox in ("agent@demo.example", "inconnue@demo.example"):
        key, given = new_key(Viewer.public()), made()
        with CaptureQueriesContext(connection) as queries:
            response = send(key, given, email=mailbox)
        letter = Mail.objects.filter(to_address=mailbox).get()
        seen.append((response.status_code, response.headers["Location"], len(queries), letter.subject, letter.text))
    assert seen[0] == seen[1]
    page = Client().get(f"{PAGE}merci/").content.decode()
    assert "existe" not in page
    assert "exists" not in page


def test_whoever_applies_gets_a_receipt_in_their_language():
    client = Client()
    client.post("/langue/", {"language": "en", "next": "/"})
    client.post(PAGE, {"kind": "new", **WORDS, "proof": made(), "submission": new_key(Viewer.public())})
    letter = Mail.objects.get(to_address=WORDS["email"])
    assert (letter.language, letter.subject) == ("en", "Your request has been received")
    assert "If you did not send it, leave this mail" in letter.text
    assert "demande" not in letter.text
    assert letter.to_name == ""  # a stranger's word, which may be anything


def test_staff_who_manage_people_are_told_and_nobody_else(cast):
    send()
    told = set(Mail.objects.exclude(to_address=WORDS["email"]).values_list("to_address", flat=True))
    assert told == {"responsable@demo.example"}
    rows = rung().filter(record_type="applicants.application")
    assert list(rows.values_list("membership_id", flat=True)) == [cast.members["responsable"].pk]
    notice = Mail.objects.get(to_address="responsable@demo.example")
    assert not any(word in f"{notice.subject}{notice.text}" for word in ("Aubry", "Valmorel", "47 12"))


def test_a_mailbox_is_written_to_a_few_times_only():
    assert [send().status_code for _ in range(5)] == [302, 302, 302, 429, 429]
    assert Mail.objects.filter(to_address=WORDS["email"]).count() == 3


def test_what_was_typed_is_kept_while_one_waits():
    for _ in range(3):
        send()
    response = send()
    assert response.headers["Retry-After"] == "900"
    assert f'value="{WORDS["party_name"]}"' in response.content.decode()


def test_one_place_cannot_fill_the_queue():
    with time_machine.travel("2026-11-23 12:00Z", tick=False):
        answers = [send(email=f"somebody-{number}@demo.example").status_code for number in range(22)]
    assert answers == [302] * 20 + [429] * 2
    assert len(received()) == 20


def test_work_grows_with_requests_from_the_same_place(settings):
    settings.PROOF_MOST_BITS = LIGHT + 4
    for number in range(4):
        send(email=f"somebody-{number}@demo.example")
    assert Client().get("/preuve/demande/").json()["bits"] == LIGHT + 2


def test_with_several_houses_one_says_whose_customer_one_is(cast):
    page = Client().get("/demande-de-compte/").content.decode()
    assert "Sylvaro Logiciels" in page
    assert "Nef Conseil" in page
    assert "Entregent</a>" not in page.split("<ul")[1]


def test_with_one_house_its_page_comes_at_once(cast):
    House.objects.unscoped("test").filter(slug="rival").update(spaces=[])
    assert Client().get("/demande-de-compte/").headers["Location"] == PAGE
    assert f'href="{PAGE}"' in Client().get("/connexion/").content.decode()


def test_without_any_house_there_is_no_page_and_no_link(cast):
    House.objects.unscoped("test").update(spaces=[])
    assert Client().get("/demande-de-compte/").status_code == 404
    assert Client().get(PAGE).status_code == 404
    assert "demande-de-compte" not in Client().get("/connexion/").content.decode()


def test_a_request_goes_to_the_house_of_its_page(cast):
    typed = {"kind": "update", **WORDS, "proof": made(), "submission": new_key(Viewer.public())}
    Client().post("/demande-de-compte/rival/", typed)
    assert [one.house.slug for one in received()] == ["rival"]
    assert Mail.objects.filter(to_address="etranger@demo.example").exists()


def test_a_link_by_mail_opens_the_same_page(cast):
    from entregent.door.proof_mail import post_link

    Client().post("/preuve/demande/courriel/", {"login": "seule@demo.example", "page": PAGE})
    post_link.func("demande", "seule@demo.example", PAGE, "fr")
    link = Mail.objects.get(to_address="seule@demo.example").text
    path = link[link.index(PAGE) :].split()[0]
    page = Client().get(path).content.decode()
    assert " checked" in page


def test_a_link_for_a_page_that_is_none_leads_to_the_choice_of_houses(rf, cast):
    from entregent.applicants.doors import PURPOSE
    from entregent.door.proof_mail import form_page

    assert form_page(PURPOSE, "/profil/") == "/demande-de-compte/"
    assert form_page(PURPOSE, PAGE) == PAGE


def test_a_key_that_is_forged_still_makes_a_request_of_its_own():
    send("forged")
    send("forged", email="autre@demo.example")
    assert len({one.form_key for one in received()}) == 2


@pytest.mark.parametrize(("minutes", "status"), [(9, 302), (11, 422)])
def test_a_proof_gets_old(minutes, status):
    with time_machine.travel("2026-11-23 12:00Z", tick=False) as clock:
        given = made()
        clock.shift(timedelta(minutes=minutes))
        assert send(proof=given).status_code == status
