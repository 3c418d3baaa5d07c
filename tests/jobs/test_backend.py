from datetime import timedelta
from uuid import uuid4

import pytest
from django_tasks import TaskResultStatus, task
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist, TaskResultMismatch
from django_tasks.signals import task_enqueued

from entregent.core import clock
from entregent.jobs.models import Job
from entregent.jobs.worker import Worker
from tests.jobs import sample

pytestmark = pytest.mark.django_db


def run_all() -> None:
    Worker(only=["jobs"]).run_until_idle()


def test_a_result_follows_its_job() -> None:
    result = sample.note.enqueue("a", more="b")
    assert result.status == TaskResultStatus.READY
    run_all()
    result.refresh()
    assert result.status == TaskResultStatus.SUCCESSFUL
    assert result.return_value == ["a", "b"]
    assert result.attempts == 1
    assert sample.note.get_result(result.id).is_finished


def test_a_failure_keeps_its_class_and_its_trace() -> None:
    result = sample.fail.enqueue("x")
    Job.objects.update(max_attempts=1)
    run_all()
    result.refresh()
    assert result.status == TaskResultStatus.FAILED
    assert result.errors[0].exception_class is ValueError
    assert "ValueError: x" in result.errors[0].traceback


def test_results_are_found_by_their_own_task_only() -> None:
    result = sample.note.enqueue()
    with pytest.raises(TaskResultMismatch):
        sample.fail.get_result(result.id)
    for unknown in (str(uuid4()), "nonsense"):
        with pytest.raises(TaskResultDoesNotExist):
            sample.note.get_result(unknown)


def test_priority_queue_and_time_are_kept() -> None:
    later = clock.now() + timedelta(days=1)
    sample.note.using(priority=-3, queue_name="slow", run_after=later).enqueue()
    job = Job.objects.get()
    assert (job.priority, job.queue, job.run_after, job.max_attempts) == (-3, "slow", later, 5)


def test_a_task_may_ask_which_attempt_it_is() -> None:
    result = sample.which_attempt.enqueue()
    run_all()
    result.refresh()
    assert result.return_value == 1


def test_the_signal_of_the_api_is_sent() -> None:
    heard: list[str] = []

    def hear(task_result: object, **_: object) -> None:
        heard.append(task_result.id)  # type: ignore[attr-defined]

    task_enqueued.connect(hear)
    result = sample.note.enqueue()
    task_enqueued.disconnect(hear)
    assert heard == [result.id]


def test_a_task_is_tried_at_least_once() -> None:
    with pytest.raises(InvalidTaskError):
        task(max_attempts=0)(sample.note.func)
