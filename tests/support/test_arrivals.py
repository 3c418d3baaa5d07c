"""What arrives while the page of a request is open, and the pages of a long conversation."""

import re
from datetime import timedelta

import pytest
import time_machine

from entregent.audit.search import history_of
from entregent.spaces.support import conversation
from entregent.spaces.support.models.intervention import TRAIL
from entregent.threads import talk
from entregent.threads.models import Message, ReadMark
from entregent.threads.reading import mark_read
from tests.support.test_conversation import page


def marks(scenery, person="agent"):
    rows = ReadMark.objects.unscoped("test").filter(membership=scenery.cast.members[person].pk)
    return dict(rows.values_list("thread", "upto"))


def part_of(text, name):
    """One part of a page; the keys of its forms are those of each page."""
    found = re.search(rf'<(\w+) id="{name}".*?</\1>\n', text, re.DOTALL)[0]
    return re.sub(r'name="(csrfmiddlewaretoken|submission)" value="[^"]*"', r"\1", found).strip()


class TestArrivals:
    def test_what_came_since_and_only_that(self, scenery, url):
        viewer, request = scenery.cast.viewer("agent"), scenery.cast.requests["in_progress"]
        said = talk.conversation_of(conversation.about(scenery.cast.request("in_progress")), viewer)
        scenery.cast.request("in_progress").answer("Du nouveau", by=scenery.cast.viewer("technicien"))
        scenery.cast.request("in_progress").propose_closure("", by=scenery.cast.viewer("technicien"))
        part = page(
            scenery, "agent", url("in_progress", f"arrivees/?message={said.last_message}&event={said.last_event}&vu")
        )
        assert 'data-say="Nouveau message de Théo Marchand"' in part
        assert "Nous regardons" not in part
        assert "a proposé la clôture" in part
        assert "a pris la demande en charge" not in part
        assert "Clôture à valider" in part
        assert ReadMark.objects.visible_to(viewer).get(thread=request.thread_id).upto.text == "Du nouveau"

    @pytest.mark.parametrize("person", ["agent", "technicien", "collegue"])
    def test_each_part_is_that_of_the_whole_page(self, scenery, url, person):
        whole = page(scenery, person, url("in_progress"))
        parts = page(scenery, person, url("in_progress", "arrivees/?message=0&event=0"))
        for name in ("request-state", "request-actions", "request-notice", "request-facts", "record-title"):
            assert f'id="{name}"' in parts
            assert part_of(parts + "\n", name) in re.sub(
                r'name="(csrfmiddlewaretoken|submission)" value="[^"]*"', r"\1", whole
            ), name

    def test_nothing_new_leaves_the_page_where_it_was(self, scenery, url):
        shown = page(scenery, "agent", url("in_progress"))
        message, event = re.search(r'data-message="(\d+)" data-event="(\d+)"', shown).groups()
        parts = page(scenery, "agent", url("in_progress", f"arrivees/?message={message}&event={event}"))
        assert f'data-message="0" data-event="{event}">\n</ol>' in parts

    def test_only_what_is_looked_at_is_read(self, scenery, url):
        page(scenery, "agent", url("in_progress", "arrivees/?message=0&event=0"))
        assert marks(scenery) == {}
        page(scenery, "agent", url("in_progress", "arrivees/?message=0&event=0&vu"))
        assert len(marks(scenery)) == 1

    def test_who_has_read_the_last_answer_stays_when_something_else_arrives(self, scenery, url):
        said = talk.conversation_of(
            conversation.about(scenery.cast.request("in_progress")), scenery.cast.viewer("technicien")
        )
        page(scenery, "agent", url("in_progress"))
        scenery.cast.request("in_progress").answer("Merci", by=scenery.cast.viewer("agent"))
        since = f"arrivees/?message={said.last_message}&event={said.last_event}"
        parts = page(scenery, "technicien", url("in_progress", since))
        assert "Nous regardons" not in parts
        assert "Lu par Nadia Ferrand" in parts

    def test_a_page_left_open_keeps_no_session_alive(self, scenery, url):
        with time_machine.travel("2026-11-23 08:00Z", tick=False) as clock:
            client = scenery.client("technicien")
            client.get(url("in_progress"))
            clock.shift(timedelta(minutes=29))
            assert client.get(url("in_progress", "arrivees/?message=0&event=0&vu")).status_code == 200
            clock.shift(timedelta(minutes=1))
            assert client.get(url("in_progress", "arrivees/?message=0&event=0&vu")).status_code == 302

    def test_looking_at_the_page_does(self, scenery, url):
        with time_machine.travel("2026-11-23 08:00Z", tick=False) as clock:
            client = scenery.client("technicien")
            client.get(url("in_progress"))
            clock.shift(timedelta(minutes=29))
            client.get(url("in_progress"))
            clock.shift(timedelta(minutes=1))
            assert client.get(url("in_progress")).status_code == 200


def test_a_second_window_does_not_take_back_what_was_read(scenery):
    cast, request = scenery.cast, scenery.cast.requests["in_progress"]
    first, last = Message.objects.unscoped("test").filter(thread=request.thread_id).order_by("pk")[:2]
    mark_read(request.thread, first.pk, cast.viewer("agent"), read=0)
    mark_read(request.thread, last.pk, cast.viewer("agent"), read=first.pk)
    mark_read(request.thread, first.pk, cast.viewer("agent"), read=1)
    assert marks(scenery) == {request.thread_id: last.pk}


class TestPages:
    @pytest.fixture
    def long(self, scenery):
        """A turn between two pages: a hundred messages came after it."""
        request = scenery.cast.request("in_progress")
        request.hand_over(scenery.cast.members["collegue"], by=scenery.cast.viewer("agent"))
        common = {"thread_id": request.thread_id, "dossier_id": request.dossier_id, "side": "customer"}
        author = scenery.cast.members["collegue"]
        Message.objects.bulk_create(
            Message(author=author, text=f"message {place:03}", **common) for place in range(talk.MOST_LINES)
        )
        return scenery

    def test_every_turn_is_on_one_page(self, long, url):
        latest = page(long, "technicien", url("in_progress"))
        older = page(long, "technicien", re.search(r'href="([^"]*\?avant=\d+)"', latest)[1])
        assert "message 000" in latest
        assert "message 000" not in older
        turns = [re.findall(r'<li class="event" id="(e\d+)"', shown) for shown in (older, latest)]
        events = history_of("support.intervention", long.cast.requests["in_progress"].pk)
        assert turns[0] + turns[1] == [f"e{event.id}" for event in events if event.verb in TRAIL.turns()]
        assert len(turns[0]) == 2

    def test_nothing_is_written_where_the_latest_is_not_shown(self, long, url):
        latest = page(long, "technicien", url("in_progress"))
        older = page(long, "technicien", re.search(r'href="([^"]*\?avant=\d+)"', latest)[1])
        assert 'id="reply"' in latest
        assert 'id="reply"' not in older
        assert "Revenir aux derniers messages" in older

    def test_before_the_first_message_there_is_nothing_and_a_way_back(self, long, url):
        shown = page(long, "technicien", url("in_progress", "?avant=1"))
        assert "message 0" not in shown
        assert "data-arrivals" not in shown
        assert "Revenir aux derniers messages" in shown
        assert marks(long, "technicien") == {}

    def test_a_page_holds_only_so_many_bytes_and_leads_to_the_others(self, scenery, url, monkeypatch):
        """Each message is cleaned again when it is shown: a hundred of the longest would take seconds."""
        request, author = scenery.cast.request("in_progress"), scenery.cast.members["collegue"]
        common = {"thread_id": request.thread_id, "dossier_id": request.dossier_id, "side": "customer"}
        Message.objects.bulk_create(Message(author=author, text=f"n° {n} " + "x" * 90, **common) for n in range(5))
        monkeypatch.setattr(talk, "MOST_BYTES", 250)
        latest = page(scenery, "technicien", url("in_progress"))
        assert [n for n in range(5) if f"n° {n} " in latest] == [3, 4]
        older = page(scenery, "technicien", re.search(r'href="([^"]*\?avant=\d+)"', latest)[1])
        assert [n for n in range(5) if f"n° {n} " in older] == [1, 2]

    def test_a_message_larger_than_a_page_has_a_page(self, scenery, url, monkeypatch):
        monkeypatch.setattr(talk, "MOST_BYTES", 1)
        shown = page(scenery, "technicien", url("in_progress"))
        assert len(re.findall(r'id="m\d+"', shown)) == 1
