from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.db import connection

from entregent.proofs import challenge, effort, judging, pass_by_mail, tickets
from entregent.proofs.challenge import zero_bits
from entregent.proofs.jobs import forget_proofs
from entregent.proofs.models import Spent
from entregent.proofs.unproven import Reason, Unproven
from tests.proofs.work import LIGHT, answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-23 12:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def asked() -> challenge.Challenge:
    return challenge.make("connexion", LIGHT)


def refused(given: str, purpose: str = "connexion", least: int = LIGHT) -> Reason:
    with pytest.raises(Unproven) as told:
        judging.judge(given, purpose, least)
    return told.value.reason


def test_work_that_is_done_is_a_proof(asked):
    ticket = judging.judge(answer(asked), "connexion", LIGHT)
    assert (ticket.nonce, ticket.bits) == (asked.nonce, LIGHT)


def test_a_proof_serves_once(asked):
    given = answer(asked)
    judging.spend(judging.judge(given, "connexion", LIGHT))
    assert refused(given) is Reason.SPENT


def test_of_two_at_the_same_moment_one_is_refused(asked):
    """Both were judged before either was used."""
    first, second = (judging.judge(answer(asked), "connexion", LIGHT) for _ in range(2))
    judging.spend(first)
    with pytest.raises(Unproven) as told:
        judging.spend(second)
    assert told.value.reason is Reason.SPENT


def test_judging_uses_nothing_up(asked):
    given = answer(asked)
    assert {judging.judge(given, "connexion", LIGHT).nonce for _ in range(3)} == {asked.nonce}


@pytest.mark.parametrize("given", ["x", "x~1.2", "~", f"{'a' * 2000}", "a:b:c~" + "1." * 15 + "1"])
def test_what_was_not_made_here_is_none(given):
    assert refused(given) is Reason.FORGED


def test_nothing_is_no_proof():
    assert refused("") is Reason.MISSING


def test_a_token_that_was_touched_up_is_forged(asked):
    """Its payload made lighter, its signature kept."""
    easier = challenge.make("connexion", 0).token.split(":")[0]
    given = answer(asked).replace(asked.token.split(":")[0], easier)
    assert refused(given) is Reason.FORGED


def test_another_key_signs_nothing_here(asked, settings):
    given = answer(asked)
    settings.SECRET_KEY = "another-key-of-forty-characters-or-more-here"
    assert refused(given) is Reason.FORGED


@pytest.mark.parametrize(("seconds", "stands"), [(599, True), (601, False)])
def test_it_lives_ten_minutes_by_the_clock_of_the_server(clock, seconds, stands):
    given = answer(challenge.make("connexion", LIGHT))
    clock.shift(timedelta(seconds=seconds))
    if stands:
        assert judging.judge(given, "connexion", LIGHT)
    else:
        assert refused(given) is Reason.EXPIRED


def test_it_is_of_no_use_on_another_form(asked):
    assert refused(answer(asked), "mot-de-passe") is Reason.ELSEWHERE


def test_less_work_than_is_due_now_is_too_easy(asked):
    assert refused(answer(asked), least=LIGHT + 1) is Reason.EASY


def test_less_work_than_was_asked_is_wrong():
    heavy = challenge.make("connexion", 12)
    assert refused(answer(heavy, bits=1)) is Reason.WRONG


CHANGES = {
    "one missing": lambda numbers: numbers[:-1],
    "one more": lambda numbers: [*numbers, "1"],
    "moved": lambda numbers: [*numbers[1:], numbers[0]],
    "negative": lambda numbers: ["-1", *numbers[1:]],
    "no number": lambda numbers: ["1e3", *numbers[1:]],
    "empty": lambda numbers: ["", *numbers[1:]],
}


@pytest.mark.parametrize("change", CHANGES)
def test_numbers_that_are_not_those_are_wrong(change):
    token, numbers = answer(challenge.make("connexion", 8)).split("~")
    assert refused(f"{token}~{'.'.join(CHANGES[change](numbers.split('.')))}") is Reason.WRONG


def test_zero_bits_are_counted_from_the_left():
    assert zero_bits("abc") == 0
    text = next(f"{n}" for n in range(10_000) if sha256(f"{n}".encode()).hexdigest().startswith("00"))
    assert zero_bits(text) >= 8


def test_a_pass_by_mail_does_in_the_place_of_work():
    token = pass_by_mail.make("connexion")
    judging.spend(judging.judge(token, "connexion", 20))
    assert refused(token) is Reason.SPENT


def test_a_pass_is_for_one_form():
    assert refused(pass_by_mail.make("demande")) is Reason.ELSEWHERE


@pytest.mark.parametrize(("minutes", "stands"), [(14, True), (16, False)])
def test_a_pass_lives_a_quarter_of_an_hour(clock, minutes, stands):
    token = pass_by_mail.make("connexion")
    clock.shift(timedelta(minutes=minutes))
    if stands:
        assert judging.judge(token, "connexion", LIGHT)
    else:
        assert refused(token) is Reason.EXPIRED


def test_the_token_of_a_challenge_is_no_pass(asked):
    """Without its numbers it would otherwise be one."""
    assert refused(asked.token) is Reason.FORGED


def test_used_proofs_are_remembered_as_long_as_they_could_come_back(clock, asked):
    given = answer(challenge.make("connexion", LIGHT))
    judging.spend(judging.judge(given, "connexion", LIGHT))
    clock.shift(timedelta(minutes=10))
    forget_proofs()
    assert Spent.objects.count() == 1
    clock.shift(timedelta(minutes=2))
    forget_proofs()
    assert Spent.objects.count() == 0


def test_what_is_remembered_tells_of_nobody(asked):
    judging.spend(judging.judge(answer(asked), "connexion", LIGHT))
    assert {field.name for field in Spent._meta.fields} == {"nonce", "until"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT nonce FROM proofs_spent")
        assert cursor.fetchall() == [(asked.nonce,)]


def test_the_work_doubles_with_each_two_failures_up_to_a_most(settings):
    settings.PROOF_BITS, settings.PROOF_MOST_BITS = 14, 17
    assert [effort.bits_due(failures) for failures in range(8)] == [14, 14, 15, 15, 16, 16, 17, 17]
    assert effort.bits_due(1000) == 17


def test_a_neighbour_s_failure_meanwhile_refuses_nobody(settings):
    settings.PROOF_BITS, settings.PROOF_MOST_BITS = 14, 17
    assert [effort.bits_taken(failures) for failures in (0, 2, 4, 6)] == [14, 14, 15, 16]


def test_an_installation_may_do_without(settings):
    settings.PROOF_BITS = 0
    assert effort.bits_due(50) == 0


def test_two_tickets_are_never_alike():
    assert len({tickets.issue("challenge", "connexion", 1)[1] for _ in range(50)}) == 50
