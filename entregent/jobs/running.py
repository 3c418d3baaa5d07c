"""Runs the next job of the queue."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django_tasks.base import TaskContext
from django_tasks.utils import normalize_json

from entregent.jobs import queue
from entregent.jobs.backend import result_of, task_at
from entregent.jobs.lease import Heartbeat
from entregent.jobs.models import Job


def run_next(owner: str, lease: timedelta, queues: Collection[str] = ()) -> bool:
    """Claims a job, runs it, writes its outcome; False when none was due."""
    job = queue.claim(owner, lease, queues)
    if job is None:
        return False
    try:
        with Heartbeat(job, lease, at="heartbeat_at"):
            value = call(job)
    except Exception as error:  # noqa: BLE001 whatever the task raises is its outcome
        queue.fail(job, error)
    else:
        queue.finish(job, value)
    return True


def call(job: Job) -> Any:
    task = task_at(job.task)
    context = [TaskContext(task_result=result_of(job, task))] if task.takes_context else []
    return normalize_json(task.call(*context, *job.args, **job.kwargs))
