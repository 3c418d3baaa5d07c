"""How long the desk takes, in its opening hours: Monday to Friday, nine to twelve and two to six."""

from datetime import datetime
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from entregent.agenda.models import Timetable
from entregent.core import clock
from entregent.spaces.support.models import Intervention
from tests.cast import file, marks

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
TIMES = ("first_answer_minutes", "solution_minutes")


def at(day, hour, minute=0):
    """Of November 2026: the sixth is a Friday, the eleventh a holiday."""
    return clock.at(datetime(2026, 11, day, hour, minute, tzinfo=PARIS))


@pytest.fixture
def request_(scenery):
    with at(6, 17):
        return file(scenery.cast, "legal", "agent", "À mesurer")


@pytest.fixture
def desk(scenery):
    return scenery.cast.viewer("technicien")


def times(request):
    kept = Intervention.objects.unscoped("test").get(pk=request.pk)
    return kept.first_answer_minutes, kept.solution_minutes


def test_an_answer_is_timed_in_opening_hours(request_, desk):
    with at(9, 10, 30):
        request_.answer("Bonjour.", by=desk)
    assert times(request_) == (60 + 90, None)


def test_neither_a_note_nor_taking_charge_nor_its_owner_is_an_answer(request_, desk, scenery):
    with at(6, 17, 30):
        request_.take(by=desk)
        request_.note("Je regarde.", by=desk)
        request_.answer("Un détail.", by=scenery.cast.viewer("agent"))
    assert times(request_) == (None, None)
    with at(9, 9, 10):
        request_.answer("Voilà.", by=desk)
    with at(10, 9):
        request_.answer("Encore.", by=desk)
    assert times(request_) == (70, None)


def test_a_proposal_to_close_is_an_answer_and_the_last_one_the_solution(request_, desk, scenery):
    owner = scenery.cast.viewer("agent")
    with at(9, 9):
        request_.take(by=desk)
        request_.propose_closure("", by=desk)
    assert times(request_) == (60, 60)
    with at(9, 10):
        request_.refuse_closure("Toujours pareil.", by=owner)
    with at(12, 10):
        request_.propose_closure("Corrigé.", by=desk)
    solved = 60 + 7 * 60 + 7 * 60 + 60  # Friday, Monday, Tuesday; on the eleventh nobody works
    with at(16, 10):
        request_.confirm_closure(marks(), by=owner)
    assert times(request_) == (60, solved)


def test_a_house_that_never_opens_counts_nothing(request_, desk, scenery):
    Timetable.objects.create(house=scenery.cast.houses["vendor"], week=[[]] * 7)
    with at(9, 10):
        request_.answer("Bonjour.", by=desk)
    assert times(request_) == (None, None)
    assert Intervention.objects.unscoped("test").get(pk=request_.pk).first_answered_at is not None


class TestPast:
    """Requests of before are timed once, by a migration that may be cut short."""

    @pytest.fixture
    def migration(self):
        return import_module("entregent.spaces.support.migrations.0013_past_times")

    @pytest.fixture
    def apps(self):
        return MigrationLoader(connection).project_state(("support", "0013_past_times")).apps

    def test_as_they_would_have_been(self, request_, desk, scenery, migration, apps):
        other = self.lived(request_, desk, scenery)
        before = self.known()
        self.forget()
        migration.work_out(apps, None)
        assert self.known() == before
        assert times(request_) == (60 + 90, 60 + 7 * 60 + 60)
        assert times(other) == (None, None)

    def test_cut_short_it_goes_on(self, request_, desk, scenery, migration, apps, monkeypatch):
        self.lived(request_, desk, scenery)
        before, time, seen = self.known(), migration.time, []
        self.forget()

        def cut(row, hours):
            seen.append(row.pk)
            if len(seen) == 2:
                raise KeyboardInterrupt
            time(row, hours)

        monkeypatch.setattr(migration, "BATCH", 1)
        monkeypatch.setattr(migration, "time", cut)
        with pytest.raises(KeyboardInterrupt):
            migration.work_out(apps, None)
        migration.work_out(apps, None)
        assert self.known() == before
        assert seen.count(seen[0]) == 1  # the first was kept

    def lived(self, request, desk, scenery):
        with at(9, 10, 30):
            request.note("Interne.", by=desk)
            request.answer("Bonjour.", by=desk)
        with at(10, 10):
            request.propose_closure("", by=desk)
        return scenery.cast.request("to_handle")

    def known(self):
        """A message is written a moment before the answer that it is."""
        rows = Intervention.objects.unscoped("test").values_list("pk", "first_answered_at", *TIMES)
        return {pk: (answered is not None, *minutes) for pk, answered, *minutes in rows}

    def forget(self):
        Intervention.objects.unscoped("test").update(first_answered_at=None, **dict.fromkeys(TIMES))
