"""Drafts: kept for their author alone, in their membership, until they are sent or left alone."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from entregent.people import drafts
from entregent.people.errors import Refused
from entregent.people.models import Draft
from entregent.people.viewer import Viewer
from tests.people.cast import join

PLACE = "essai:12:note"


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-23 09:42Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def viewer(agent):
    return Viewer.wearing(agent)


def kept(viewer, place=PLACE):
    found = drafts.drafts_at(viewer, place).get(place)
    return found.fields if found else None


def test_a_draft_is_kept_replaced_and_dropped(viewer):
    drafts.save(viewer, PLACE, {"text": "un"})
    drafts.save(viewer, PLACE, {"text": "deux", "seen": "3", drafts.PLACE: PLACE})
    assert kept(viewer) == {"text": "deux"}
    assert Draft.objects.unscoped("test").count() == 1
    drafts.drop(viewer, PLACE)
    assert kept(viewer) is None


def test_an_emptied_form_keeps_nothing(viewer):
    drafts.save(viewer, PLACE, {"text": "un"})
    assert drafts.save(viewer, PLACE, {"text": "", "text_format": "html", "choice": []}) is None
    assert kept(viewer) is None


def test_nobody_else_finds_it_nor_oneself_in_another_membership(place, agent, handler, viewer):
    drafts.save(viewer, PLACE, {"text": "à moi"})
    assert kept(Viewer.wearing(handler)) is None
    elsewhere = Viewer.wearing(join(place, agent.user.email, place.handler))
    assert kept(elsewhere) is None
    drafts.drop(elsewhere, PLACE)
    drafts.save(elsewhere, PLACE, {"text": "autre"})
    assert kept(viewer) == {"text": "à moi"}


def test_too_much_is_refused_and_what_was_kept_stays(viewer):
    drafts.save(viewer, PLACE, {"text": "un"})
    with pytest.raises(Refused):
        drafts.save(viewer, PLACE, {"text": "é" * drafts.MOST_BYTES})
    assert kept(viewer) == {"text": "un"}


def test_the_oldest_gives_way(viewer, clock, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 3)
    for number in range(5):
        clock.shift(1)
        drafts.save(viewer, f"essai:{number}", {"text": "x"})
    places = Draft.objects.unscoped("test").values_list("place", flat=True)
    assert set(places) == {"essai:2", "essai:3", "essai:4"}


def test_the_night_forgets_what_was_left_alone(viewer, clock):
    drafts.save(viewer, PLACE, {"text": "vieux"})
    clock.shift(timedelta(days=60))
    drafts.save(viewer, "essai:13", {"text": "neuf"})
    clock.shift(timedelta(days=31))
    assert drafts.forget_old_drafts() == 1
    assert kept(viewer) is None
    assert kept(viewer, "essai:13") == {"text": "neuf"}


def post(client, place=PLACE, **fields):
    return client.post("/brouillons/", {"draft_place": place, **fields}, headers={"sec-fetch-dest": "empty"})


def test_the_door_keeps_and_says_when(agent, enter, viewer, clock):
    client = enter("ag1")
    client.post("/langue/", {"language": "fr"})
    answer = post(client, text="un", text_format="html", submission="clé", csrfmiddlewaretoken="x", password="secret")
    assert answer.json() == {"said": "Enregistré à 10:42", "version": 1}
    assert kept(viewer) == {"text": "un", "text_format": "html"}
    client.post("/langue/", {"language": "en"})
    assert post(client, text="deux").json() == {"said": "Saved at 10:42", "version": 2}
    assert post(client, text="").json() == {"said": "", "version": 0}


@pytest.mark.parametrize("wrong", ["", "../x", "A", "x" * 101, "essai:é", "essai:", "essai 12"])
def test_a_place_that_is_none_is_refused(agent, enter, wrong):
    client = enter("ag1")
    assert post(client, wrong, text="x").status_code == 400
    assert client.post("/brouillons/effacement/", {"draft_place": wrong}).status_code == 400
    assert Draft.objects.unscoped("test").count() == 0


def test_too_much_is_said_by_the_door(agent, enter):
    answer = post(enter("ag1"), text="x" * 200_000)
    assert answer.status_code == 413
    assert answer.json()["said"]


def test_clearing_forgets_and_leads_back(agent, enter, viewer):
    client = enter("ag1")
    post(client, text="x")
    back = client.post("/brouillons/effacement/", {"draft_place": PLACE, "back": "/essai/note/"})
    assert (back.status_code, back["Location"]) == (303, "/essai/note/")
    assert kept(viewer) is None


def test_when_the_session_has_ended_the_script_is_told_and_nothing_is_lost(agent, enter, viewer, clock):
    client = enter("ag1")
    post(client, text="avant")
    clock.shift(timedelta(hours=2))
    assert post(client, text="après").status_code == 401
    assert kept(viewer) == {"text": "avant"}


def test_a_form_from_elsewhere_keeps_nothing(agent):
    client = Client(enforce_csrf_checks=True)
    client.force_login(agent.user)
    assert post(client, text="x").status_code == 403
    assert Draft.objects.unscoped("test").count() == 0


def test_signs_that_a_database_refuses_are_left_out(agent, enter, viewer):
    assert post(enter("ag1"), text="un\x00 deux", choice=["a\x00", "b"]).status_code == 200
    assert kept(viewer) == {"text": "un deux", "choice": ["a", "b"]}


# Two pages of one form: no text takes the place of a newer one


def test_an_older_page_never_overwrites_and_both_texts_are_kept(viewer):
    first = drafts.save(viewer, PLACE, {"text": "le texte long"}, 0)
    drafts.save(viewer, PLACE, {"text": "le texte plus long"}, first.version)
    with pytest.raises(drafts.Overtaken):
        drafts.save(viewer, PLACE, {"text": "trois mots"}, first.version)
    with pytest.raises(drafts.Overtaken):
        drafts.save(viewer, PLACE, {"text": "trois autres mots"}, 0)
    draft = drafts.drafts_at(viewer, PLACE)[PLACE]
    assert (draft.fields, draft.other) == ({"text": "le texte plus long"}, {"text": "trois autres mots"})


def test_an_older_page_that_says_nothing_or_the_same_changes_nothing(viewer):
    drafts.save(viewer, PLACE, {"text": "un"}, 0)
    drafts.save(viewer, PLACE, {"text": "un"}, 0)
    with pytest.raises(drafts.Overtaken):
        drafts.save(viewer, PLACE, {"text": ""}, 0)
    draft = drafts.drafts_at(viewer, PLACE)[PLACE]
    assert (draft.fields, draft.other) == ({"text": "un"}, None)


def test_a_form_emptied_and_filled_anew_is_newer_than_the_pages_of_before(viewer):
    for version, text in enumerate(("un", "deux", "", "trois")):
        drafts.save(viewer, PLACE, {"text": text}, version)
    with pytest.raises(drafts.Overtaken):
        drafts.save(viewer, PLACE, {"text": "ancien"}, 2)


def test_the_other_text_is_taken_up_and_the_first_waits_in_its_place(agent, enter, viewer):
    client = enter("ag1")
    post(client, text="premier", draft_version="0")
    answer = post(client, text="second", draft_version="0")
    assert answer.status_code == 409
    assert "gardé" in answer.json()["said"]
    back = client.post("/brouillons/autre/", {"draft_place": PLACE, "back": "/essai/note/"})
    assert (back.status_code, back["Location"]) == (303, "/essai/note/")
    draft = drafts.drafts_at(viewer, PLACE)[PLACE]
    assert (draft.fields, draft.other, draft.version) == ({"text": "second"}, {"text": "premier"}, 2)


def test_a_page_asks_whether_a_newer_text_is_kept(agent, enter, viewer):
    client = enter("ag1")
    asked = {"draft_place": PLACE}
    assert client.get("/brouillons/", asked).json() == {"version": 0}
    post(client, text="un", draft_version="0")
    assert client.get("/brouillons/", asked).json() == {"version": 1}
    assert client.get("/brouillons/", {"draft_place": "../x"}).status_code == 400
