"""What a verb changes, and nothing else: two people at once, what customers may guess, what is written for nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entregent.audit.search import history_of
from entregent.people.errors import Refused
from entregent.spaces.support.actions import HandOver
from entregent.spaces.support.announcements import RequestRecipients
from entregent.spaces.support.models import Intervention
from tests.cast import file
from tests.support.test_acts import told


def verbs(request):
    return [event.verb.rpartition(".")[2] for event in history_of("support.intervention", request.pk)]


class TestStaleCopies:
    def test_a_verb_writes_back_no_field_that_somebody_else_changed(self, scenery):
        stale = scenery.cast.request("in_progress")
        scenery.cast.request("in_progress").edit("Nouveau sujet", [], by=scenery.cast.viewer("agent"))
        stale.answer("Bonjour", by=scenery.cast.viewer("technicien"))
        now = scenery.cast.request("in_progress")
        assert (now.subject, now.subject_key, now.details) == ("Nouveau sujet", "nouveau sujet", [])
        assert " nouveau " in now.search_key

    def test_its_history_tells_what_was_there_under_the_lock(self, scenery):
        stale = scenery.cast.request("in_progress")
        scenery.cast.request("in_progress").edit("Deux", stale.details, by=scenery.cast.viewer("agent"))
        stale.edit("Trois", stale.details, by=scenery.cast.viewer("agent"))
        last = history_of("support.intervention", stale.pk).last()
        assert last.particulars["changes"] == {"subject": ["Deux", "Trois"]}


class TestLastChange:
    """Customers show it and filter by it: it must not move with what they may not know of."""

    def test_a_note_does_not_move_it(self, scenery):
        before = scenery.cast.request("in_progress")
        before.note("Entre nous", by=scenery.cast.viewer("technicien"))
        assert scenery.cast.request("in_progress").changed_at == scenery.cast.requests["in_progress"].changed_at

    ACTS = {
        "answer": lambda request, cast: request.answer("Bonjour", by=cast.viewer("technicien")),
        "assign": lambda request, cast: request.assign(cast.members["responsable"], by=cast.viewer("technicien")),
        "orphan": lambda request, cast: request.orphan(by=cast.viewer("administrateur")),
    }

    @pytest.mark.parametrize("act", ACTS)
    def test_every_other_act_does(self, scenery, act):
        before = scenery.cast.request("in_progress").changed_at
        self.ACTS[act](scenery.cast.request("in_progress"), scenery.cast)
        assert scenery.cast.request("in_progress").changed_at > before


class TestNothingForNothing:
    @pytest.mark.parametrize(("person", "verb"), [("agent", "answer"), ("technicien", "note")])
    def test_what_is_said_rewrites_no_name(self, scenery, person, verb):
        request = scenery.cast.request("in_progress")
        with CaptureQueriesContext(connection) as queries:
            getattr(request, verb)("Bonjour", by=scenery.cast.viewer(person))
        written = [query["sql"] for query in queries if query["sql"].startswith('UPDATE "support_intervention"')]
        assert not [sql for sql in written if "_key" in sql]
        assert len(written) == (verb == "answer")

    def test_a_change_of_hands_does(self, scenery):
        scenery.cast.request("to_handle").take(by=scenery.cast.viewer("technicien"))
        assert scenery.cast.request("to_handle").handler_key == "marchand theo"

    def test_a_form_sent_without_a_change_tells_nobody(self, scenery, post, url):
        request = scenery.cast.request("in_progress")
        before, known = verbs(request), request.changed_at
        request.edit(request.subject, request.details, by=scenery.cast.viewer("agent"))
        assert verbs(request) == before
        assert scenery.cast.request("in_progress").changed_at == known


class TestAwaiting:
    def test_a_message_of_the_owner_leaves_the_closure_to_confirm(self, scenery):
        by = scenery.cast.viewer("agent")
        assert told(scenery, lambda: scenery.cast.request("to_confirm").answer("Un mot", by=by)) == ["technicien"]
        assert scenery.cast.request("to_confirm").awaits_owner


class TestAssigning:
    def test_the_one_named_is_told_and_nobody_else(self, scenery):
        request, to = scenery.cast.request("to_handle"), scenery.cast.members["technicien"]
        desk = scenery.cast.viewer("responsable")
        assert told(scenery, lambda: request.assign(to, by=desk)) == ["technicien"]

    def test_taking_it_back_tells_nobody_that_it_is_theirs(self, scenery):
        request = scenery.cast.request("in_progress")
        assert told(scenery, lambda: request.assign(None, by=scenery.cast.viewer("responsable"))) == []

    def test_it_is_in_the_history_of_the_support(self, scenery):
        request = scenery.cast.request("in_progress")
        request.assign(scenery.cast.members["responsable"], by=scenery.cast.viewer("technicien"))
        client = scenery.client("technicien")
        page = client.get(f"/fiches/demandes/{request.pk}/historique/?champ=handler").content.decode()
        assert "Théo Marchand" in page
        assert "Inès Valade" in page

    def test_notes_are_in_the_history_of_the_desk_alone(self, scenery):
        request = scenery.cast.request("in_progress")
        request.note("Entre nous", by=scenery.cast.viewer("technicien"))
        found = {}
        for person in ("technicien", "agent"):
            client = scenery.client(person)
            client.post("/langue/", {"language": "en"})
            found[person] = client.get(f"/fiches/demandes/{request.pk}/historique/").content.decode()
        assert "left an internal note" in found["technicien"]
        assert "left an internal note" not in found["agent"]


class TestLeaving:
    def test_those_who_leave_many_requests_leave_them_all_in_few_questions(self, scenery):
        for place in range(5):
            file(scenery.cast, "payroll", "collegue", f"Sujet {place}")
        rows = Intervention.objects.unscoped("test").filter(subject__startswith="Sujet ")
        owned = list(rows.filter(owner=scenery.cast.members["collegue"]).values_list("pk", flat=True))
        answer = scenery.client("responsable").post(*blocking(scenery, "collegue"))
        assert answer.status_code == 302
        assert len(owned) == 5
        assert set(rows.filter(pk__in=owned).values_list("owner", "owner_key")) == {(None, "")}

    def test_they_are_held_while_they_lose_their_owner(self, scenery):
        with CaptureQueriesContext(connection) as queries:
            scenery.cast.members["agent"].close_door(by=scenery.cast.viewer("responsable"))
        asked = [query["sql"] for query in queries if 'FROM "support_intervention"' in query["sql"]]
        assert any("FOR UPDATE" in sql for sql in asked) == connection.features.has_select_for_update

    def test_an_act_undone_leaves_an_ended_request_alone(self, scenery):
        by = scenery.cast.viewer("administrateur")
        request = scenery.cast.request("in_progress")
        stale = scenery.cast.request("in_progress")
        request.cancel("", by=scenery.cast.viewer("agent"))
        with pytest.raises(Refused):
            HandOver().undo(stale, {"owner": None, "now": stale.owner_id}, by=by)
        assert scenery.cast.request("in_progress").owner_id == stale.owner_id

    def test_an_act_is_undone_only_by_one_who_may_do_it(self, scenery):
        request = scenery.cast.request("in_progress")
        with pytest.raises(Refused):
            HandOver().undo(request, {"owner": None, "now": request.owner_id}, by=scenery.cast.viewer("collegue"))
        HandOver().undo(request, {"owner": None, "now": request.owner_id}, by=scenery.cast.viewer("administrateur"))
        assert scenery.cast.request("in_progress").owner is None


def blocking(scenery, name):
    from entregent.people.submissions import new_key

    key = new_key(scenery.cast.viewer("responsable"))
    return f"/support/collaborateurs/{scenery.cast.members[name].pk}/blocage/", {"submission": key}


def test_several_notes_are_counted_and_what_is_no_longer_known_says_nothing():
    words = RequestRecipients()
    assert "3" in words.headline("support.intervention.noted", 3)
    assert words.headline("support.intervention.forgotten", 1) == ""
