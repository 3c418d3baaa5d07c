"""The life of a request: every act, by every person, in every status, against one table."""

import itertools
import re

import pytest
from django.db import transaction
from hypothesis import settings as limits
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from entregent.audit.search import history_of
from entregent.core.verify import run_checks
from entregent.jobs.models import Mail
from entregent.notify.choices import quote_in_mails
from entregent.people.errors import Refused
from entregent.spaces.support.models import Intervention, Service
from entregent.spaces.support.statuses import (
    CANCELLED,
    CLOSED,
    FOLLOWS,
    IN_PROGRESS,
    OPEN,
    STATUSES,
    TO_CONFIRM,
    TO_HANDLE,
)
from tests.cast import file, marks

ACTS = {
    "answer": lambda request, by, cast: request.answer("Bonjour", by=by),
    "note": lambda request, by, cast: request.note("Entre nous", by=by),
    "edit": lambda request, by, cast: request.edit("Nouveau sujet", [], by=by),
    "cancel": lambda request, by, cast: request.cancel("", by=by),
    "restore": lambda request, by, cast: request.restore(by=by),
    "want": lambda request, by, cast: request.want(by=by),
    "hand_over": lambda request, by, cast: request.hand_over(cast.members["referent"], by=by),
    "take": lambda request, by, cast: request.take(by=by),
    "assign": lambda request, by, cast: request.assign(another_hand(request, cast), by=by),
    "move": lambda request, by, cast: request.move(another_service(request), "Pas pour nous", by=by),
    "propose_closure": lambda request, by, cast: request.propose_closure("", by=by),
    "confirm_closure": lambda request, by, cast: request.confirm_closure(marks(), by=by),
    "refuse_closure": lambda request, by, cast: request.refuse_closure("Non", by=by),
}
OWNER, DESK = "agent", "technicien"


def another_hand(request, cast):
    names = ("technicien", "responsable")
    return next(cast.members[name] for name in names if cast.members[name].pk != request.handler_id)


def another_service(request):
    rows = Service.objects.unscoped("test").filter(house=request.house_id)
    return rows.exclude(pk=request.service_id).get()


MAY = {
    # (status, person): what they may do; anyone and anything else may not
    (TO_HANDLE, OWNER): {"answer", "edit", "cancel", "hand_over"},
    (TO_HANDLE, DESK): {"answer", "note", "take", "assign", "move", "link"},
    (TO_HANDLE, "administrateur"): {"hand_over"},
    (IN_PROGRESS, OWNER): {"answer", "edit", "cancel", "hand_over"},
    (IN_PROGRESS, DESK): {"answer", "note", "assign", "move", "link", "propose_closure"},
    (IN_PROGRESS, "responsable"): {"answer", "note", "take", "assign", "move", "link", "propose_closure"},
    (IN_PROGRESS, "administrateur"): {"hand_over"},
    (TO_CONFIRM, OWNER): {"answer", "hand_over", "confirm_closure", "refuse_closure"},
    (TO_CONFIRM, DESK): {"answer", "note", "assign", "move", "link"},
    (TO_CONFIRM, "responsable"): {"answer", "note", "assign", "move", "link"},
    (TO_CONFIRM, "administrateur"): {"hand_over"},
    (TO_HANDLE, "responsable"): {"answer", "note", "take", "assign", "move", "link"},
    **{(status, person): {"link"} for status in (CLOSED, CANCELLED) for person in (DESK, "responsable")},
    **{(status, person): {"want"} for status in OPEN for person in ("collegue", "referent")},
    (CLOSED, OWNER): {"follow_up"},
    (CANCELLED, OWNER): {"follow_up", "restore"},
}
PEOPLE = ("agent", "collegue", "administrateur", "referent", "technicien", "responsable")
# Able, and refused: to a person who cannot own it, or asked for a second time on the same day.
MAY_STILL_BE_REFUSED = {"hand_over", "want"}
THEN = {
    "take": IN_PROGRESS,
    "cancel": CANCELLED,
    "restore": TO_HANDLE,
    "propose_closure": TO_CONFIRM,
    "confirm_closure": CLOSED,
    "refuse_closure": IN_PROGRESS,
}


@pytest.fixture
def filed(scenery):
    return scenery.cast


@pytest.mark.parametrize(("status", "person"), list(itertools.product(STATUSES, PEOPLE)))
def test_abilities_are_those_of_the_table(filed, status, person):
    request = filed.request(status)
    able = {act for act, may in request.abilities(filed.viewer(person)).items() if may}
    assert able == MAY.get((status, person), set())


@pytest.mark.parametrize("status", STATUSES)
def test_every_verb_obeys_the_table_and_refusal_changes_nothing(filed, status):
    for person, act in itertools.product(PEOPLE, ACTS):
        request, viewer = filed.request(status), filed.viewer(person)
        before = state_of(request)
        point = transaction.savepoint()
        if act in MAY.get((status, person), set()):
            ACTS[act](request, viewer, filed)
            expected = THEN.get(
                act, IN_PROGRESS if (act, viewer.side) == ("answer", "provider") and status == TO_HANDLE else status
            )
            assert filed.request(status).status == expected
        else:
            with pytest.raises(Refused):
                ACTS[act](request, viewer, filed)
            assert state_of(filed.request(status)) == before
        transaction.savepoint_rollback(point)


def state_of(request):
    events = history_of("support.intervention", request.pk).count()
    return request.status, request.owner_id, request.handler_id, request.subject, request.ended_at, events


def test_statuses_follow_only_as_written():
    assert {
        (TO_HANDLE, IN_PROGRESS),
        (TO_HANDLE, CANCELLED),
        (IN_PROGRESS, TO_CONFIRM),
        (IN_PROGRESS, CANCELLED),
        (TO_CONFIRM, CLOSED),
        (TO_CONFIRM, IN_PROGRESS),
        (CANCELLED, TO_HANDLE),
        (CANCELLED, IN_PROGRESS),
    } == {(one, other) for one, others in FOLLOWS.items() for other in others}


def test_a_stranger_to_the_house_is_refused_by_the_verb_itself(filed):
    with pytest.raises(Intervention.DoesNotExist):
        filed.request(TO_HANDLE).take(by=filed.viewer("etranger"))


def test_stale_copy_cannot_act_twice(filed):
    """Two people hold the same page: the second act meets what the first one did."""
    first, second = filed.request(IN_PROGRESS), filed.request(IN_PROGRESS)
    first.propose_closure("", by=filed.viewer("technicien"))
    with pytest.raises(Refused):
        second.propose_closure("", by=filed.viewer("responsable"))
    with pytest.raises(Refused):
        second.cancel("", by=filed.viewer("agent"))


def test_owner_awaits_follows_the_last_word(cast):
    request = file(cast, "payroll", "agent", "Sujet")
    assert not request.awaits_owner
    request.answer("Une question", by=cast.viewer("technicien"))
    assert cast_again(request).awaits_owner
    request.answer("Une réponse", by=cast.viewer("agent"))
    assert not cast_again(request).awaits_owner
    request.propose_closure("", by=cast.viewer("technicien"))
    assert cast_again(request).awaits_owner


def cast_again(request):
    return Intervention.objects.unscoped("test").get(pk=request.pk)


def test_numbers_follow_and_belong_to_the_house(filed):
    numbers = sorted(request.number for request in filed.requests.values())
    assert numbers == list(range(1, len(numbers) + 1))


def test_contract_that_is_not_active_is_refused(cast):
    for contract in ("expired", "future"):
        with pytest.raises(Refused):
            file(cast, contract, "agent", "Sujet")
    assert Intervention.objects.unscoped("test").count() == 0


def test_owner_is_only_handed_to_someone_of_the_establishment_who_may_ask(filed):
    request = filed.request(TO_HANDLE)
    for person in ("autre", "technicien", "etranger", "agent"):
        with pytest.raises(Refused):
            request.hand_over(filed.members[person], by=filed.viewer("agent"))
    filed.members["referent"].close_door(by=filed.viewer("administrateur"))
    with pytest.raises(Refused):
        request.hand_over(filed.members["referent"], by=filed.viewer("agent"))


def test_requests_of_someone_blocked_wait_for_another_owner(filed):
    filed.members["agent"].close_door(by=filed.viewer("administrateur"))
    assert filed.request(TO_HANDLE).owner is None
    assert filed.request(TO_CONFIRM).owner is None
    assert filed.request(CLOSED).owner_id == filed.members["agent"].pk
    filed.request(TO_HANDLE).hand_over(filed.members["collegue"], by=filed.viewer("administrateur"))
    assert filed.request(TO_HANDLE).owner_id == filed.members["collegue"].pk


def test_history_and_rows_agree_after_everything(filed):
    assert list(run_checks("support")) == []


def test_verify_names_a_row_that_its_events_deny(filed):
    Intervention.objects.unscoped("planted fault").filter(pk=filed.requests[TO_HANDLE].pk).update(status=IN_PROGRESS)
    assert ["in_progress" in finding.message for finding in run_checks("support")] == [True]


@pytest.mark.django_db
def test_random_walks_stay_inside_the_order(cast):
    """Any act by anyone, in any order: the status only ever moves along the table."""

    class Walk(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.point = transaction.savepoint()
            self.request = file(cast, "payroll", "agent", "Sujet")
            self.status = self.request.status

        def teardown(self):
            transaction.savepoint_rollback(self.point)

        @invariant()
        def an_end_has_a_date(self):
            request = cast_again(self.request)
            assert (request.ended_at is not None) == (request.status in (CLOSED, CANCELLED))

    def step(act, person):
        def walk(self):
            request, viewer = cast_again(self.request), cast.viewer(person)
            able = request.abilities(viewer)[act]
            try:
                ACTS[act](request, viewer, cast)
            except Refused:
                assert not able or act in MAY_STILL_BE_REFUSED
            after = cast_again(self.request).status
            assert after == self.status or after in FOLLOWS[self.status]
            self.status = after

        return walk

    for act, person in itertools.product(ACTS, PEOPLE):
        setattr(Walk, f"{act}_{person}", rule()(step(act, person)))
    run_state_machine_as_test(Walk, settings=limits(max_examples=8, stateful_step_count=25, deadline=None))


def test_a_mail_begins_its_sentences_with_a_capital(filed):
    filed.request(TO_HANDLE).answer("Nous regardons.", by=filed.viewer("technicien"))
    mail = Mail.objects.latest("pk")
    assert re.fullmatch(r"\[n° \d+\] .+\s: réponse de Théo Marchand", mail.subject)
    assert "\n> Nous regardons.\n" in mail.text
    quote_in_mails(filed.houses["vendor"], False, by=filed.viewer("responsable"))
    filed.request(TO_HANDLE).answer("Encore un mot.", by=filed.viewer("technicien"))
    mail = Mail.objects.latest("pk")
    assert re.fullmatch(r"\[n° \d+\] réponse de Théo Marchand", mail.subject)
    assert mail.text.startswith("Réponse de Théo Marchand\n")
    assert "Encore un mot" not in mail.text + mail.html
