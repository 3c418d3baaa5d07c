"""A task that moves to another room leaves nothing behind in the queue."""

from importlib import import_module

import pytest
from django.apps import apps

from entregent.jobs.backend import task_at
from entregent.jobs.models import Job

MOVED = import_module("entregent.jobs.migrations.0002_moved_tasks")


@pytest.mark.django_db
@pytest.mark.parametrize("before", MOVED.MOVED)
def test_what_was_queued_under_a_former_place_is_still_found(before):
    job = Job.objects.create(task=before, max_attempts=1)
    MOVED.follow(apps, None)
    job.refresh_from_db()
    assert task_at(job.task).module_path == job.task
