"""The conversation of a request: what is new, what stays at the desk, what is kept, what arrives meanwhile."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entregent.jobs.listing import mails_seen_by
from entregent.jobs.models import Mail
from entregent.notify.choices import quote_in_mails
from entregent.people import drafts
from entregent.people.submissions import new_key
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.models.intervention import TRAIL
from entregent.threads import presence
from entregent.threads.models import Message, Presence, ReadMark
from entregent.threads.reading import unread_of
from tests.cast import PASSWORD, file
from tests.core.vectors import VECTORS

NOTE = "Client pressé, à ménager"


def page(scenery, person, url, **headers):
    client = scenery.client(person)
    client.post("/langue/", {"language": "fr"})
    return client.get(url, **headers).content.decode()


def last(scenery, name, person="technicien"):
    return TRAIL.last_known(scenery.cast.viewer(person), scenery.cast.requests[name].pk)


class TestRichText:
    def test_what_the_editor_sends_is_cleaned_and_shown_with_its_shape(self, scenery, post, url):
        html = '<p>Un <b>mot</b> <span class="ink-red" onclick="x()">rouge</span><script>alert(1)</script></p>'
        assert post("agent", url("in_progress", "reponses/"), text=html, text_format="html").status_code == 302
        message = Message.objects.unscoped("test").latest("pk")
        assert message.html == '<p>Un <b>mot</b> <span class="ink-red">rouge</span></p>'
        assert message.text == "Un mot rouge"
        assert message.html in page(scenery, "technicien", url("in_progress"))

    def test_without_a_script_tags_are_words(self, scenery, post, url):
        post("agent", url("in_progress", "reponses/"), text="<b>gras</b> ?\n\n> avant")
        shown = page(scenery, "technicien", url("in_progress"))
        assert "&lt;b&gt;gras&lt;/b&gt; ?" in shown
        assert re.search(r"<details class=\"quoted\"><summary>Texte cité</summary><blockquote><p>avant</p>", shown)

    def test_markup_that_reached_the_database_by_another_way_is_cleaned_when_it_is_shown(self, scenery, url):
        Message.objects.unscoped("planted").update(html="<p>x<img src=x onerror=alert(1)></p><script>alert(1)</script>")
        shown = page(scenery, "technicien", url("in_progress"))
        assert "onerror" not in shown
        assert "alert(1)" not in shown

    @pytest.mark.parametrize("empty", [{"text": "  \n"}, {"text": "<p><br></p>", "text_format": "html"}])
    def test_an_empty_text_is_refused_in_words(self, scenery, post, url, empty):
        answer = post("agent", url("in_progress", "reponses/"), **empty)
        assert answer.status_code == 422
        assert 'id="id_text_error"' in answer.content.decode()

    def test_too_long_a_text_comes_back_whole_with_its_shape(self, scenery, post, url):
        answer = post(
            "agent", url("in_progress", "reponses/"), text=f"<p><b>{'x' * 20_001}</b></p>", text_format="html"
        )
        assert answer.status_code == 422
        assert "x" * 20_001 in answer.content.decode()
        assert 'data-shape="&lt;p&gt;&lt;b&gt;x' in answer.content.decode()

    @pytest.mark.parametrize(
        ("person", "act", "field"),
        [("technicien", "proposition-de-cloture/", "text"), ("agent", "refus-de-cloture/", "reason")],
    )
    def test_the_texts_of_closing_have_shape_too(self, scenery, post, url, person, act, field):
        name = "in_progress" if person == "technicien" else "to_confirm"
        assert (
            post(person, url(name, act), **{field: "<p><u>voilà</u></p>", f"{field}_format": "html"}).status_code == 302
        )
        assert Message.objects.unscoped("test").latest("pk").html == "<p><u>voilà</u></p>"

    def test_one_who_may_only_read_posts_nothing(self, scenery, post, url):
        before = Message.objects.unscoped("test").count()
        for person, status in (("collegue", 403), ("autre", 404), ("etranger", 404)):
            for act in ("reponses/", "notes/"):
                assert post(person, url("in_progress", act), text="x", note="x").status_code == status
        assert post("agent", url("in_progress", "notes/"), note="x").status_code == 403
        assert Message.objects.unscoped("test").count() == before


class TestNotes:
    @pytest.fixture
    def unread(self, scenery):
        """What everybody has not read, before there is a note."""
        thread = scenery.cast.requests["in_progress"].thread_id
        return {name: unread_of(scenery.cast.viewer(name), [thread]) for name in scenery.cast.members}

    @pytest.fixture
    def noted(self, scenery, unread, post, url):
        assert post("technicien", url("in_progress", "notes/"), note=NOTE).status_code == 302
        return scenery

    def test_the_desk_reads_it_and_sees_that_it_is_one(self, noted, url):
        shown = page(noted, "responsable", url("in_progress"))
        assert NOTE in shown
        assert 'class="message is-internal' in shown
        assert "Note interne" in shown

    @pytest.mark.parametrize("person", ["agent", "collegue", "administrateur", "autre", "etranger", "admin"])
    def test_nobody_else_gets_the_row_by_any_way(self, noted, unread, url, person):
        viewer, request = noted.cast.viewer(person), noted.cast.requests["in_progress"]
        assert not Message.objects.visible_to(viewer).filter(is_internal=True).exists()
        assert unread_of(viewer, [request.thread_id]) == unread[person]
        assert NOTE not in page(noted, person, url("in_progress"))
        assert NOTE not in page(noted, person, url("in_progress", "arrivees/?message=0&event=0"))
        assert "in_progress" not in page(noted, person, "/support/demandes/?q=ménager&cloturees=oui")

    def test_the_desk_has_one_more_to_read(self, noted, unread):
        thread = noted.cast.requests["in_progress"].thread_id
        before = unread["responsable"].get(thread, 0)
        assert unread_of(noted.cast.viewer("responsable"), [thread]) == {thread: before + 1}

    def test_a_note_seen_by_its_owner_would_be_noticed(self, noted, url, monkeypatch):
        monkeypatch.setattr(Message, "private_field", "")
        assert NOTE in page(noted, "agent", url("in_progress"))

    def test_it_changes_nothing_and_tells_no_customer(self, scenery, post, url):
        before = scenery.cast.request("to_handle")
        sent = mails_seen_by(scenery.cast.viewer("admin")).count()
        seen = last(scenery, "to_handle", "agent")
        post("responsable", url("to_handle", "notes/"), note=NOTE)
        row = Intervention.objects.unscoped("test").filter(pk=before.pk).values().get()
        assert row == {name: getattr(before, name) for name in row}
        assert mails_seen_by(scenery.cast.viewer("admin")).count() == sent
        assert last(scenery, "to_handle", "agent") == seen
        assert last(scenery, "to_handle") > seen

    def test_the_one_in_charge_is_told_without_its_words(self, scenery, post, url):
        post("responsable", url("in_progress", "notes/"), note=NOTE)
        mail = Mail.objects.latest("pk")
        assert mail.to_address == "technicien@demo.example"
        assert NOTE not in f"{mail.subject}{mail.text}{mail.html}"

    def test_what_was_typed_for_the_desk_never_comes_back_as_an_answer(self, scenery, post, url):
        """The session ends while a note is sent: the text returns in the box of notes."""
        client, back = scenery.client("technicien"), url("in_progress")
        sent = {"submission": new_key(scenery.cast.viewer("technicien")), "note": NOTE, "back": back}
        client.cookies["session"] = "0" * 32
        stopped = client.post(url("in_progress", "notes/"), sent)
        assert stopped.status_code == 303
        typed = {"login": "technicien@demo.example", "password": PASSWORD, "next": back}
        shown = client.post(stopped["Location"], typed, follow=True).content.decode()
        assert re.search(rf'<textarea name="note"[^>]*>\s*{NOTE}', shown)
        assert not re.search(rf'<textarea name="text"[^>]*>\s*{NOTE}', shown)
        assert re.search(r'value="note"[^>]* checked', shown)


class TestOvertaken:
    def test_what_arrived_is_shown_and_the_text_kept(self, scenery, post, url):
        seen = last(scenery, "in_progress")
        scenery.cast.request("in_progress").answer("Entre-temps", by=scenery.cast.viewer("agent"))
        before = Message.objects.unscoped("test").count()
        answer = post("technicien", url("in_progress", "reponses/"), text="Ma réponse", seen=seen)
        shown = answer.content.decode()
        assert answer.status_code == 409
        assert Message.objects.unscoped("test").count() == before
        assert re.search(r"<textarea[^>]*>\s*Ma réponse</textarea>", shown)
        assert shown.index('id="first-unread"') < shown.index("Entre-temps")
        newer = re.search(r'name="seen" value="(\d+)"', shown)[1]
        assert post("technicien", url("in_progress", "reponses/"), text="Ma réponse", seen=newer).status_code == 302

    def test_a_turn_of_its_life_counts_as_news(self, scenery, post, url):
        seen = last(scenery, "in_progress")
        scenery.cast.request("in_progress").propose_closure("", by=scenery.cast.viewer("responsable"))
        shown = post("technicien", url("in_progress", "reponses/"), text="x", seen=seen)
        assert shown.status_code == 409
        assert 'id="first-unread"' in shown.content.decode()

    def test_ones_own_acts_and_what_changes_nothing_do_not_stop_one(self, scenery, post, url):
        seen = last(scenery, "to_handle", "agent")
        scenery.cast.request("to_handle").take(by=scenery.cast.viewer("technicien"))
        scenery.cast.request("to_handle").note(NOTE, by=scenery.cast.viewer("technicien"))
        assert post("agent", url("to_handle", "reponses/"), text="un", seen=seen).status_code == 302
        assert post("agent", url("to_handle", "reponses/"), text="deux", seen=seen).status_code == 302

    def test_a_colleague_s_note_stops_the_desk(self, scenery, post, url):
        seen = last(scenery, "in_progress")
        scenery.cast.request("in_progress").note(NOTE, by=scenery.cast.viewer("responsable"))
        for act, field in (("reponses/", "text"), ("notes/", "note")):
            assert post("technicien", url("in_progress", act), **{field: "x", "seen": seen}).status_code == 409

    @pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "²"])
    def test_a_page_that_does_not_say_what_it_knew_is_not_stopped(self, scenery, post, url, seen):
        assert post("technicien", url("in_progress", "reponses/"), text="x", seen=seen).status_code == 302

    def test_the_draft_outlives_it_and_goes_when_the_text_is_sent(self, scenery, post, url):
        viewer = scenery.cast.viewer("technicien")
        place = drafts.place_of(scenery.cast.requests["in_progress"], "answer")
        drafts.save(viewer, place, {"text": "Ma réponse"})
        seen = last(scenery, "in_progress")
        scenery.cast.request("in_progress").answer("Entre-temps", by=scenery.cast.viewer("agent"))
        post("technicien", url("in_progress", "reponses/"), text="Ma réponse", seen=seen)
        assert place in drafts.drafts_at(viewer, place)
        post("technicien", url("in_progress", "reponses/"), text="Ma réponse")
        assert place not in drafts.drafts_at(viewer, place)


class TestDrafts:
    @pytest.mark.parametrize(
        ("person", "act", "place", "field"),
        [
            ("agent", "", "answer", "text"),
            ("technicien", "", "note", "note"),
            ("technicien", "proposition-de-cloture/", "proposal", "text"),
        ],
    )
    def test_a_form_opens_with_its_draft(self, scenery, url, person, act, place, field):
        viewer, request = scenery.cast.viewer(person), scenery.cast.requests["in_progress"]
        with time_machine.travel("2026-11-22 09:42Z", tick=False):
            drafts.save(
                viewer,
                drafts.place_of(request, place),
                {field: "<p><i>à suivre</i></p>", f"{field}_format": "html"},
            )
        shown = page(scenery, person, url("in_progress", act))
        assert re.search(rf'<textarea name="{field}"[^>]*>\s*à suivre</textarea>', shown)
        assert 'data-shape="&lt;p&gt;&lt;i&gt;à suivre&lt;/i&gt;&lt;/p&gt;"' in shown
        assert "Brouillon du 22 nov. 2026, 10 h 42" in shown
        assert "Effacer le brouillon" in shown
        assert "à suivre" not in page(scenery, "responsable", url("in_progress", act))

    def test_a_new_request_is_kept_with_its_questions_and_another_contract_may_be_chosen(self, scenery):
        viewer, contracts = scenery.cast.viewer("agent"), scenery.cast.contracts
        drafts.save(
            viewer,
            "support.request:new",
            {"contract": str(contracts["payroll"].pk), "subject": "Gardé", "text": "Début"},
        )
        shown = page(scenery, "agent", "/support/demandes/nouvelle/")
        assert 'value="Gardé"' in shown
        assert "Module" in shown
        assert "Module" not in page(scenery, "agent", f"/support/demandes/nouvelle/?contrat={contracts['legal'].pk}")

    def test_sending_a_request_drops_its_draft(self, scenery, post):
        viewer = scenery.cast.viewer("agent")
        drafts.save(viewer, "support.request:new", {"subject": "Gardé"})
        sent = {"contract": scenery.cast.contracts["legal"].pk, "subject": "Sujet", "text": "Texte"}
        assert post("agent", "/support/demandes/depot/", **{**sent, "subject": ""}).status_code == 422
        assert drafts.drafts_at(viewer, "support.request:new")
        assert post("agent", "/support/demandes/depot/", **sent).status_code == 302
        assert not drafts.drafts_at(viewer, "support.request:new")


class TestReading:
    def test_the_new_line_stands_before_what_was_not_read(self, scenery, url):
        address = url("in_progress")
        assert 'id="first-unread"' not in page(scenery, "agent", address)
        scenery.cast.request("in_progress").answer("Première nouvelle", by=scenery.cast.viewer("technicien"))
        scenery.cast.request("in_progress").answer("Seconde nouvelle", by=scenery.cast.viewer("technicien"))
        assert unread_of(scenery.cast.viewer("agent"), [scenery.cast.requests["in_progress"].thread_id]) == {
            scenery.cast.requests["in_progress"].thread_id: 2
        }
        shown = page(scenery, "agent", address)
        assert shown.index("Nous regardons") < shown.index('id="first-unread"') < shown.index("Première nouvelle")
        assert shown.count('id="first-unread"') == 1
        assert 'id="first-unread"' not in page(scenery, "agent", address)
        assert unread_of(scenery.cast.viewer("agent"), [scenery.cast.requests["in_progress"].thread_id]) == {}

    def test_looking_again_writes_nothing(self, scenery, url):
        client = scenery.client("agent")
        client.get(url("in_progress"))
        with CaptureQueriesContext(connection) as queries:
            client.get(url("in_progress"))
        assert [query["sql"] for query in queries if not query["sql"].lstrip("(").startswith("SELECT")] == []

    def test_the_desk_knows_that_the_owner_has_read_and_not_the_other_way_round(self, scenery, url):
        scenery.client("technicien").get(url("in_progress"))
        assert "Lu par" not in page(scenery, "agent", url("in_progress"))
        assert "Lu par Nadia Ferrand le" in page(scenery, "technicien", url("in_progress"))
        scenery.cast.request("in_progress").answer("Encore", by=scenery.cast.viewer("technicien"))
        assert "Lu par" not in page(scenery, "technicien", url("in_progress"))

    def test_marks_of_the_desk_are_hidden_from_customers_where_they_are_fetched(self, scenery, url):
        for person in ("technicien", "agent", "collegue"):
            scenery.client(person).get(url("in_progress"))
        seen = {
            person: ReadMark.objects.visible_to(scenery.cast.viewer(person)).count()
            for person in ("agent", "technicien")
        }
        assert seen == {"agent": 1, "technicien": 3}


class TestLength:
    @pytest.fixture
    def long(self, scenery):
        request = scenery.cast.requests["in_progress"]
        common = {"thread_id": request.thread_id, "dossier_id": request.dossier_id}
        authors = [("provider", scenery.cast.members["technicien"]), ("customer", scenery.cast.members["agent"])]
        Message.objects.bulk_create(
            Message(side=authors[place % 2][0], author=authors[place % 2][1], text=f"message {place:03}", **common)
            for place in range(300)
        )
        return scenery

    def test_a_long_conversation_costs_one_question_more_than_a_short_one(
        self, long, url, django_assert_max_num_queries
    ):
        for person in ("technicien", "agent"):
            client = long.client(person)
            client.get(url("in_progress"))  # notes that it was read, and visited
            with django_assert_max_num_queries(15):
                client.get(url("in_progress"))
            with django_assert_max_num_queries(15):
                client.get(url("in_progress", "arrivees/?message=0&event=0"))

    def test_older_messages_are_a_link_away_all_the_way(self, long, url):
        address, found = url("in_progress"), []
        while address:
            shown = page(long, "agent", address)
            found = re.findall(r"message \d{3}", shown) + found
            more = re.search(r'href="([^"]*\?avant=\d+)"', shown)
            address = more and more[1]
        assert found == [f"message {place:03}" for place in range(300)]

    def test_only_the_latest_page_is_read_and_alive(self, long, url):
        shown = page(long, "agent", url("in_progress"))
        old = re.search(r'href="([^"]*\?avant=\d+)"', shown)[1]
        assert "data-arrivals" in shown
        ReadMark.objects.unscoped("test").all().delete()
        older = page(long, "agent", old)
        assert "data-arrivals" not in older
        assert "Revenir aux derniers messages" in older
        assert ReadMark.objects.unscoped("test").count() == 0

    @pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "²", ""])
    def test_a_forged_place_shows_the_latest(self, long, url, before):
        assert "message 299" in page(long, "agent", url("in_progress", f"?avant={before}"))


class TestPresence:
    def test_colleagues_see_each_other_read_and_write(self, scenery):
        request, cast = scenery.cast.requests["in_progress"], scenery.cast
        with time_machine.travel("2026-11-23 08:00Z", tick=False) as clock:
            one, other = scenery.client("technicien"), scenery.client("responsable")
            other.post("/langue/", {"language": "fr"})
            assert one.get("/en-direct/", {"presence": request.thread_id}).json()["presence"] == []
            said = other.get("/en-direct/", {"presence": request.thread_id}).json()["presence"]
            assert said == ["Théo Marchand lit cette conversation"]
            one.get("/en-direct/", {"presence": f"{request.thread_id}-ecrit"})
            said = other.get("/en-direct/", {"presence": request.thread_id}).json()["presence"]
            assert said == ["Théo Marchand écrit"]
            clock.shift(timedelta(seconds=24))
            assert presence.others(request.thread, cast.viewer("responsable"))
            clock.shift(timedelta(seconds=2))
            assert not presence.others(request.thread, cast.viewer("responsable"))
            clock.shift(timedelta(days=2))
            assert presence.forget_old_presences() == 2

    @pytest.mark.parametrize("person", ["agent", "collegue", "autre", "etranger"])
    def test_customers_neither_see_nor_leave_a_trace(self, scenery, person):
        request = scenery.cast.requests["in_progress"]
        scenery.client("technicien").get("/en-direct/", {"presence": request.thread_id})
        answer = scenery.client(person).get("/en-direct/", {"presence": f"{request.thread_id}-ecrit"})
        assert "presence" not in answer.json()
        assert Presence.objects.unscoped("test").count() == 1
        assert Presence.objects.visible_to(scenery.cast.viewer(person)).count() == 0


@pytest.mark.parametrize("quotes", [True, False])
def test_words_of_people_are_inert_in_the_mails_that_carry_them(scenery, quotes):
    """Names are carried, messages where the house says so; they run nowhere."""

    cast, evil = scenery.cast, [vector for vector in VECTORS if len(vector) < 150]
    quote_in_mails(cast.houses["vendor"], quotes, by=cast.viewer("responsable"))
    for number, vector in enumerate(evil[::12]):
        member = cast.members["agent"]
        member.first_name, member.last_name = "", vector[:80].replace("\x00", "")
        member.save()
        file(cast, "payroll", "agent", vector.replace("\x00", "")[:150], text=f"{vector} secret-{number}")
    mails = list(Mail.objects.all())
    assert len(mails) > 40
    for mail in mails:
        known = "!doctype|html|head|meta|title|body|div|p|h1|a|br|blockquote"
        assert not re.search(rf"<(?!/?(?:{known})\b)", mail.html, re.IGNORECASE)
        assert not re.search(r"<[^>]*\son\w+=", mail.html)
        assert re.findall(r'(?:src|href)="(?!http://127\.0\.0\.1:8000/)[^"]*"', mail.html) == []
        assert quotes or "secret-" not in f"{mail.html}{mail.text}{mail.subject}"
        assert not re.search(r"[\x00-\x08\x0b-\x1f]", f"{mail.text}{mail.subject}")
