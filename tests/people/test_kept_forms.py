import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from entregent.people import waiting_forms
from entregent.people.models import Party, Session
from entregent.people.waiting_forms import every_kept_form
from tests.people.cast import PASSWORD, join
from tests.people.visit import hidden

TEXT = "Une demande longue à écrire : « détails » & <b>balises</b>"
NOTE = "/essai/note/"


def fill(client: Client, text: str = TEXT, **more) -> dict[str, str]:
    return {**hidden(client.get(NOTE)), "text": text, "back": NOTE, **more}


def sign_in(client: Client, login: str, next_page: str):
    return client.post("/connexion/", {"login": login, "password": PASSWORD, "next": next_page}, follow=True)


def notes() -> list[str]:
    return list(Party.objects.unscoped("test").exclude(name__startswith="Établissement").values_list("name", flat=True))


def written_in(page) -> str:
    import html

    return html.unescape(re.search(r"<textarea name=text>(.*?)</textarea>", page.content.decode(), re.DOTALL)[1])


def test_the_text_comes_back_after_the_session_ended(agent, enter, clock):
    client = enter("ag1")
    typed = fill(client)
    clock.shift(timedelta(hours=2))
    response = client.post(NOTE, typed)
    assert (response.status_code, response.headers["Location"]) == (303, "/connexion/?next=%2Fessai%2Fnote%2F")
    door = client.get(response.headers["Location"])
    assert len(door.context["messages"]) == 2
    page = sign_in(client, "ag1", NOTE)
    assert written_in(page) == TEXT
    assert written_in(client.get(NOTE)) == ""  # once
    assert notes() == []


def test_nobody_else_gets_it(place, agent, enter, clock):
    join(place, "other@example.org", place.agent, identifier="AG2")
    client = enter("ag1")
    typed = fill(client)
    clock.shift(timedelta(hours=2))
    client.post(NOTE, typed)
    assert written_in(sign_in(client, "ag2", NOTE)) == ""
    client.post("/deconnexion/")
    assert written_in(sign_in(client, "ag1", NOTE)) == ""  # and it is gone


def test_it_comes_back_when_the_session_itself_is_gone(agent, enter):
    client = enter("ag1")
    typed = fill(client)
    client.cookies.pop("session")
    client.post(NOTE, typed)
    assert written_in(sign_in(client, "ag1", NOTE)) == TEXT


def test_whoever_sends_a_known_key_without_end_makes_a_few_rows_and_no_session(agent, enter, clock):
    client = enter("ag1")
    typed = fill(client)
    for number in range(waiting_forms.MOST_FORMS + 3):
        assert Client().post(f"/essai/note/{number}/", {**typed, "back": f"/essai/{number}/"}).status_code == 303
    assert every_kept_form().count() == waiting_forms.MOST_FORMS
    assert Session.objects.count() == 1
    assert written_in(client.get(NOTE)) == ""  # nor do they reach the page of whoever bears that key
    client.post("/deconnexion/")
    assert written_in(sign_in(client, "ag1", NOTE)) == ""


def test_a_cookie_of_no_session_and_the_form_of_a_stranger_store_nothing(agent, clock):
    client = Client()
    client.cookies["session"] = "x" * 32
    client.get(NOTE)
    key = hidden(client.get("/connexion/"))
    clock.shift(timedelta(days=3))
    client.post("/essai/note/", {**key, "text": TEXT, "back": NOTE})
    assert not Session.objects.exists()
    assert not every_kept_form().exists()


def test_what_nobody_fetched_goes_when_its_key_is_too_old(agent, enter, clock):
    client = enter("ag1")
    typed = fill(client)
    client.cookies.pop("session")
    client.post(NOTE, typed)
    waiting_forms.forget_waiting_forms()
    assert every_kept_form().exists()
    clock.shift(timedelta(hours=49))
    waiting_forms.forget_waiting_forms()
    assert not every_kept_form().exists()


def test_several_forms_are_kept_side_by_side(agent, enter, clock):
    client = enter("ag1")
    first, second = fill(client, "un"), fill(client, "deux")
    clock.shift(timedelta(hours=2))
    client.post(NOTE, first)
    client.post("/essai/note/7/", {**second, "back": "/essai/horloge/"})
    assert written_in(sign_in(client, "ag1", NOTE)) == "un"
    assert client.session["held"]["/essai/horloge/"]["fields"]["text"] == "deux"


def test_the_referring_page_stands_in_for_the_field_back(agent, enter, clock):
    client = enter("ag1")
    typed = fill(client)
    del typed["back"]
    clock.shift(timedelta(hours=2))
    for referer, back in [
        ("http://testserver/essai/note/?contrat=3", "/connexion/?next=%2Fessai%2Fnote%2F%3Fcontrat%3D3"),
        ("http://evil.example/essai/note/", "/connexion/"),
        ("", "/connexion/"),
    ]:
        assert client.post(NOTE, typed, headers={"Referer": referer}).headers["Location"] == back


@pytest.mark.parametrize("key", [None, "", "forged", "a.1:b:c", "0" * 32 + ".1:1abcde:xxxxxxxxxxxxxxxxxxxxxxxxx"])
def test_without_a_true_key_nothing_is_kept(agent, enter, clock, key):
    client = enter("ag1")
    typed = fill(client) | ({"submission": key} if key is not None else {})
    if key is None:
        del typed["submission"]
    clock.shift(timedelta(hours=2))
    assert client.post(NOTE, typed).status_code == 303
    assert not every_kept_form().exists()


def test_passwords_and_tokens_are_not_kept(agent, enter, clock):
    client = enter("ag1")
    typed = fill(client, current_password="secret", password1="secret", choice=["a", "b"])
    clock.shift(timedelta(hours=2))
    client.post(NOTE, typed)
    assert every_kept_form().get(path=NOTE).fields == {"text": TEXT, "choice": ["a", "b"]}


def test_what_is_too_long_is_shown_to_be_copied(agent, enter, clock):
    client = enter("ag1")
    typed = fill(client, "x" * 200_000)
    clock.shift(timedelta(hours=2))
    response = client.post(NOTE, typed)
    assert response.status_code == 413
    assert "x" * 200_000 in response.content.decode()
    assert not every_kept_form().exists()


def test_a_script_is_told_without_being_sent_to_a_page(agent, enter, clock):
    client = enter("ag1")
    typed = fill(client)
    clock.shift(timedelta(hours=2))
    response = client.post(NOTE, typed, headers={"Sec-Fetch-Dest": "empty"})
    assert (response.status_code, response.json()) == (401, {"sign_in": "/connexion/?next=%2Fessai%2Fnote%2F"})


def test_files_do_not_stop_the_text_from_being_kept(agent, enter, clock):
    client = enter("ag1")
    typed = fill(client)
    clock.shift(timedelta(hours=2))
    client.post(NOTE, {**typed, "piece": SimpleUploadedFile("a.pdf", b"%PDF")})
    assert written_in(sign_in(client, "ag1", NOTE)) == TEXT


def strict(client: Client) -> Client:
    """The same browser, with the check against forged posts that tests leave out."""
    checked = Client(enforce_csrf_checks=True)
    checked.cookies = client.cookies
    return checked


def test_a_page_older_than_the_session_gives_its_text_back(agent, enter):
    """Two tabs: a new sign-in in one makes the token of the other stale."""
    client = strict(enter("ag1"))
    typed = fill(client)
    client.cookies["csrf"] = "Z" * 32
    response = client.post(NOTE, typed)
    assert (response.status_code, response.headers["Location"]) == (303, NOTE)
    page = client.get(NOTE)
    assert written_in(page) == TEXT
    assert client.post(NOTE, {**hidden(page), "text": TEXT}).status_code == 302
    assert notes() == [TEXT]


def test_a_forged_post_is_refused_and_keeps_nothing(place, agent, handler, enter):
    client, other = strict(enter("ag1")), enter("handler@example.org")
    for typed in ({"text": "forged"}, {**fill(other), "csrfmiddlewaretoken": ""}):
        response = client.post(NOTE, {**typed, "text": "forged"})
        assert response.status_code == 403
        assert "forged" not in response.content.decode()
    assert notes() == []
    assert "held" not in client.session


def test_a_stranger_with_a_stale_page_is_told(db):
    response = Client(enforce_csrf_checks=True).post("/connexion/", {"login": "x", "password": "y"})
    assert response.status_code == 403
    assert "Set-Cookie" not in response.headers


def test_a_form_two_days_old_gives_its_text_back(agent, enter, clock):
    client = enter("ag1")
    typed = fill(client)
    clock.shift(timedelta(hours=49))
    fresh = enter("ag1")
    response = fresh.post(NOTE, typed)
    assert (response.status_code, response.headers["Location"]) == (303, NOTE)
    assert written_in(fresh.get(NOTE)) == TEXT
    assert notes() == []


def test_a_form_without_its_key_is_shown_back(agent, handler, enter):
    client = enter("ag1")
    for wrong in ("", "forged", fill(enter("handler@example.org"))["submission"]):
        response = client.post(NOTE, {"text": TEXT, "submission": wrong, "back": NOTE})
        assert response.status_code == 400
        assert "&lt;b&gt;balises&lt;/b&gt;" in response.content.decode()
    assert notes() == []


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil", "javascript:x", "x" * 9000])
def test_forms_lead_back_to_this_site_only(agent, enter, clock, back):
    client = enter("ag1")
    typed = fill(client, back=back)
    clock.shift(timedelta(hours=2))
    assert client.post(NOTE, typed).headers["Location"] == "/connexion/"
