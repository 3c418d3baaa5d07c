from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from entregent.jobs import queue
from entregent.jobs.models import Job
from entregent.jobs.running import run_next
from entregent.jobs.worker import Worker
from tests.jobs import sample

LEASE = timedelta(seconds=30)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_calls() -> None:
    sample.calls.clear()


def run_all() -> None:
    Worker(only=["jobs"]).run_until_idle()


def test_a_job_runs_once_with_its_arguments() -> None:
    job_id = queue.enqueue(sample.note, "a", more="b", house_id=7)
    run_all()
    run_all()
    assert sample.calls == [(("a",), {"more": "b"})]
    job = Job.objects.get(pk=job_id)
    assert (job.state, job.result, job.attempts, job.house_id, job.lease_until) == ("done", ["a", "b"], 1, 7, None)


def test_an_act_that_is_rolled_back_enqueues_nothing() -> None:
    @transaction.atomic
    def act() -> None:
        queue.enqueue(sample.note)
        raise KeyError

    with pytest.raises(KeyError):
        act()
    assert not Job.objects.exists()


def test_the_more_urgent_comes_first_then_the_older() -> None:
    for word in ("a", "b"):
        queue.enqueue(sample.note, word)
    queue.enqueue(sample.note_first, "urgent")
    run_all()
    assert sample.calls == ["urgent", (("a",), {}), (("b",), {})]


def test_a_worker_may_be_kept_to_some_queues() -> None:
    queue.enqueue(sample.note)
    queue.enqueue(sample.note_first, "urgent")
    Worker(only=["jobs"], queues=["urgent"]).run_until_idle()
    assert sample.calls == ["urgent"]


def test_a_job_waits_for_its_time() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        queue.enqueue(sample.note, run_after=NOON + timedelta(hours=1))
        run_all()
        assert sample.calls == []
        clock.shift(timedelta(hours=1))
        run_all()
    assert len(sample.calls) == 1


def test_a_clock_set_back_does_not_hold_up_what_is_due_now() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        queue.enqueue(sample.note)
        clock.shift(timedelta(hours=-2))
        run_all()
    assert len(sample.calls) == 1


def test_a_failure_is_tried_again_later_and_later_then_left() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        job_id = queue.enqueue(sample.fail, "x")
        pauses = []
        for _ in range(3):
            run_all()
            job = Job.objects.get(pk=job_id)
            if job.state == "ready":
                pauses.append(job.run_after - NOON)
                clock.move_to(job.run_after)
        run_all()
    assert sample.calls == ["x"] * 3
    assert (job.state, job.attempts) == ("failed", 3)
    assert job.error == "builtins.ValueError"
    assert job.traceback.endswith("ValueError: x\n")
    assert timedelta(seconds=7.5) <= pauses[0] <= timedelta(seconds=12.5)
    assert timedelta(seconds=15) <= pauses[1] - pauses[0] <= timedelta(seconds=25)


def test_pauses_stop_growing_at_an_hour() -> None:
    assert all(timedelta(minutes=45) <= queue.pause(n) <= timedelta(minutes=75) for n in (15, 500))


def test_logs_do_not_hold_the_words_of_an_error(caplog: pytest.LogCaptureFixture) -> None:
    queue.enqueue(sample.fail, "secret-of-somebody")
    run_all()
    assert len(caplog.records) == 1
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


def test_a_key_has_one_unfinished_job() -> None:
    first = queue.enqueue(sample.note, "a", unique_key="k")
    assert queue.enqueue(sample.note, "b", unique_key="k") == first
    assert queue.enqueue(sample.note, "c", unique_key="other") != first
    run_all()
    assert sample.calls == [(("a",), {}), (("c",), {})]
    assert queue.enqueue(sample.note, "d", unique_key="k") != first


def test_the_database_itself_refuses_a_second_one() -> None:
    queue.enqueue(sample.note, unique_key="k")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(task="x", queue="default", max_attempts=1, unique_key="k", state="running")


def test_a_job_whose_worker_vanished_is_taken_again() -> None:
    queue.enqueue(sample.note, "a")
    with time_machine.travel(NOON, tick=False) as clock:
        lost = queue.claim("lost", LEASE)
        assert queue.claim("other", LEASE) is None
        clock.shift(LEASE + timedelta(seconds=1))
        found = queue.claim("other", LEASE)
    assert lost is not None
    assert found is not None
    assert (found.pk, found.attempts, found.lease_owner) == (lost.pk, 2, "other")
    assert not queue.finish(lost, "too late")
    assert not queue.fail(lost, ValueError())
    assert queue.finish(found, "in time")
    assert Job.objects.get().result == "in time"


def test_a_job_that_kills_each_worker_is_left_in_the_end() -> None:
    queue.enqueue(sample.fail)
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(3):
            assert queue.claim("lost", LEASE)
            clock.shift(LEASE * 2)
        assert queue.claim("lost", LEASE) is None
    job = Job.objects.get()
    assert job.state == "failed"
    assert sample.fail.get_result(str(job.pk)).errors[0].exception_class is queue.WorkerLost


def test_a_job_can_be_cancelled_until_it_begins() -> None:
    waiting, begun = queue.enqueue(sample.note), queue.enqueue(sample.note_first)
    assert queue.claim("w", LEASE)
    assert queue.cancel(waiting)
    assert not queue.cancel(waiting)
    assert not queue.cancel(begun)
    assert set(Job.objects.values_list("state", flat=True)) == {"cancelled", "running"}


def test_a_task_that_is_gone_fails_like_any_other() -> None:
    for path in ("tests.jobs.sample.gone", "tests.jobs.sample.calls"):
        Job.objects.create(task=path, queue="default", max_attempts=1)
    run_all()
    assert set(Job.objects.values_list("state", flat=True)) == {"failed"}


def test_nothing_to_do_is_said() -> None:
    assert run_next("w", LEASE) is False
