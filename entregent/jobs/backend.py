"""The django_tasks API over Job: enqueueing writes a row in the caller's transaction."""

from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist
from django_tasks.signals import task_enqueued

from entregent.jobs import queue
from entregent.jobs.models import Job

P = ParamSpec("P")
T = TypeVar("T")

STATUS = {
    Job.State.READY: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.FAILED: TaskResultStatus.FAILED,
    Job.State.CANCELLED: TaskResultStatus.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeasedTask(Task[P, T]):
    """A task that is tried `max_attempts` times in all: @task(max_attempts=3)."""

    max_attempts: int = 5


class DatabaseBackend(BaseTaskBackend):
    task_class = LeasedTask
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, {"QUEUES": [], **params})

    def validate_task(self, task: Task[P, T]) -> None:
        super().validate_task(task)
        if isinstance(task, LeasedTask) and task.max_attempts < 1:
            raise InvalidTaskError("max_attempts must be at least 1.")

    def enqueue(self, task: Task[P, T], args: Any, kwargs: Any) -> TaskResult[T]:
        self.validate_task(task)
        result: TaskResult[T] = result_of(queue.add(task, args, kwargs), task)
        task_enqueued.send(type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """Raises TaskResultDoesNotExist for an unknown id, and for a task that is no longer there."""
        try:
            job = Job.objects.get(pk=UUID(result_id))
            return result_of(job, task_at(job.task))
        except (Job.DoesNotExist, ValueError, ImportError) as error:
            raise TaskResultDoesNotExist(result_id) from error


def task_at(path: str) -> Task[..., Any]:
    """The task of a dotted path. Raises ImportError when there is none."""
    task = import_string(path)
    if not isinstance(task, Task):
        raise ImportError(f"{path} is not a task.")  # noqa: TRY004 the path is at fault
    return task


def result_of(job: Job, task: Task[..., Any]) -> TaskResult[Any]:
    result: TaskResult[Any] = TaskResult(
        task=task,
        id=str(job.pk),
        status=STATUS[Job.State(job.state)],
        enqueued_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.started_at,
        args=job.args,
        kwargs=job.kwargs,
        backend=task.backend,
        errors=_errors(job),
        # Only the last worker's name is kept; the API counts attempts by the length of this list.
        worker_ids=[job.lease_owner] * job.attempts,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result


def _errors(job: Job) -> list[TaskError]:
    return [TaskError(exception_class_path=job.error, traceback=job.traceback)] if job.error else []
