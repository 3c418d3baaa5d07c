"""The queue of jobs: add, claim, finish. Nothing here runs a task."""

import logging
import random
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django_tasks.base import Task
from django_tasks.utils import get_module_path, normalize_json

from entregent.core import clock
from entregent.jobs.lease import still_leased
from entregent.jobs.models import Job

log = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)
TRACEBACK_LENGTH = 10_000


class WorkerLost(Exception):
    """The worker died at each attempt: the job itself may be what kills it."""


def enqueue(
    task: Task[..., Any],
    *args: Any,
    unique_key: str = "",
    run_after: datetime | None = None,
    house_id: int | None = None,
    **kwargs: Any,
) -> UUID:
    """Adds a job in the caller's transaction: an act that is rolled back enqueues nothing.

    With a `unique_key`, a job of that key that is not finished yet takes the place of a new one,
    and its id is returned: the task must look at the state of things when it runs, since what
    happened after it began is not seen by it.
    """
    task = task.using(run_after=run_after) if run_after else task
    return add(task, args, kwargs, unique_key=unique_key, house_id=house_id).id


def add(
    task: Task[..., Any],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    *,
    unique_key: str = "",
    house_id: int | None = None,
) -> Job:
    job = Job(
        task=task.module_path,
        args=normalize_json(list(args)),
        kwargs=normalize_json(dict(kwargs)),
        queue=task.queue_name,
        priority=task.priority,
        run_after=task.run_after,
        max_attempts=getattr(task, "max_attempts", 1),
        unique_key=unique_key,
        house_id=house_id,
    )
    return _add_unique(job) if unique_key else _add(job)


def _add(job: Job) -> Job:
    job.save(force_insert=True)
    return job


def _add_unique(job: Job) -> Job:
    # The other job may finish between the two statements: then ours has its place.
    while True:
        Job.objects.bulk_create([job], ignore_conflicts=True)
        kept = Job.objects.filter(unique_key=job.unique_key, state__in=Job.UNFINISHED).first()
        if kept:
            return kept


def claim(owner: str, lease: timedelta, queues: Collection[str] = ()) -> Job | None:
    """Takes the next job that is due, for `lease`; None when there is none.

    `queues` limits the choice; empty means all of them. Must not be called inside a transaction.
    """
    if not _due(queues).exists():  # a read: an idle worker never asks for the write lock
        return None
    with transaction.atomic(durable=True):
        _bury()
        job = _due(queues).select_for_update(skip_locked=True).first()
        return job and _take(job, owner, lease)


def _due(queues: Collection[str]) -> Any:
    moment = clock.now()
    ready = Q(state=Job.State.READY) & (Q(run_after=None) | Q(run_after__lte=moment))
    lost = Q(state=Job.State.RUNNING, lease_until__lt=moment)
    due = Job.objects.filter(ready | lost).order_by("-priority", "created_at")
    return due.filter(queue__in=queues) if queues else due


def _bury() -> None:
    moment = clock.now()
    Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=moment, attempts__gte=F("max_attempts")).update(
        state=Job.State.FAILED,
        finished_at=moment,
        lease_until=None,
        error=get_module_path(WorkerLost),
    )


def _take(job: Job, owner: str, lease: timedelta) -> Job:
    moment = clock.now()
    job.state = Job.State.RUNNING
    job.attempts += 1
    job.started_at = job.heartbeat_at = moment
    job.lease_owner, job.lease_until = owner, moment + lease
    job.save(update_fields=["state", "attempts", "started_at", "heartbeat_at", "lease_owner", "lease_until"])
    return job


def finish(job: Job, value: Any) -> bool:
    """Writes the outcome; False when the lease was lost and the outcome is another's to write."""
    return _let_go(job, state=Job.State.DONE, finished_at=clock.now(), result=value, error="", traceback="")


def fail(job: Job, error: Exception) -> bool:
    """Puts the job back for later, or marks it failed after the last attempt."""
    path = get_module_path(type(error))
    last = job.attempts >= job.max_attempts
    # The message of an error may hold personal data: the log has its class only.
    log.error("Job %s (%s) attempt %d of %d: %s", job.pk, job.task, job.attempts, job.max_attempts, path)
    told = {"error": path[:200], "traceback": "".join(format_exception(error))[-TRACEBACK_LENGTH:]}
    if last:
        return _let_go(job, state=Job.State.FAILED, finished_at=clock.now(), **told)
    return _let_go(job, state=Job.State.READY, run_after=clock.now() + pause(job.attempts), **told)


def pause(attempts: int) -> timedelta:
    """Doubles with each attempt, up to an hour; spread by a quarter so that failures do not return together."""
    plain = min(FIRST_PAUSE * (1 << min(attempts - 1, 20)), LONGEST_PAUSE)
    return plain * random.uniform(0.75, 1.25)  # noqa: S311 no secret


def _let_go(job: Job, **fields: Any) -> bool:
    updated = Job.objects.filter(**still_leased(job), state=Job.State.RUNNING).update(lease_until=None, **fields)
    return updated == 1


def cancel(job_id: UUID) -> bool:
    """Cancels a job that has not begun; False when it has, or is over."""
    waiting = Job.objects.filter(pk=job_id, state=Job.State.READY)
    return waiting.update(state=Job.State.CANCELLED, finished_at=clock.now()) == 1
