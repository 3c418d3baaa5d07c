"""What was written while runs stood in the room of lists."""

import importlib

import pytest
from django.db import connection

from entregent.jobs.backend import task_at
from entregent.jobs.models import Job, Schedule
from entregent.runs.running import work
from entregent.site.administration.words import event_words, record_words

pytestmark = pytest.mark.django_db


def carried_out(path):
    """The statements of a migration."""
    migration = importlib.import_module(path).Migration
    with connection.cursor() as cursor:
        for operation in migration.operations:
            cursor.execute(operation.sql)


def test_work_that_was_queued_finds_its_task(monkeypatch):
    from entregent.core import clock

    job = Job.objects.create(task="entregent.lists.running.work", args=[7], queue="default", max_attempts=3)
    other = Job.objects.create(task="entregent.jobs.cron.run_periodic", queue="default", max_attempts=3)
    for name in ("lists.forget_runs", "runs.forget"):
        Schedule.objects.create(name=name, next_at=clock.now())
    with pytest.raises(ImportError):
        task_at(job.task)
    carried_out("entregent.runs.migrations.0002_work_queued_before_the_move")
    for one in (job, other):
        one.refresh_from_db()
    assert task_at(job.task) is work
    assert other.task == "entregent.jobs.cron.run_periodic"
    assert list(Schedule.objects.values_list("name", flat=True)) == ["runs.forget"]


def test_sessions_of_before_are_gone_with_their_table():
    table = "django_session"
    for is_there in (True, False):  # a new installation has none
        if is_there:
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE TABLE {table} (session_key varchar(40))")
        carried_out("entregent.people.migrations.0004_old_sessions")
        assert table not in connection.introspection.table_names()


def test_what_the_trail_kept_is_still_in_words():
    for act in ("started", "stopped", "done", "undoing", "undone"):
        assert event_words(f"lists.run.{act}") == event_words(f"runs.run.{act}") != f"runs.run.{act}"
    assert record_words("lists.run") == record_words("runs.run") != "runs.run"
