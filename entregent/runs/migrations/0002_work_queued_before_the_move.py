from django.db import migrations

MOVE = "UPDATE jobs_job SET task = 'entregent.{}.running.work' WHERE task = 'entregent.{}.running.work'"


class Migration(migrations.Migration):
    """Jobs name their task by its path: those that were queued while it stood in `lists` find it again."""

    dependencies = [("jobs", "0001_initial"), ("runs", "0001_initial")]

    operations = [
        migrations.RunSQL(MOVE.format("runs", "lists"), MOVE.format("lists", "runs")),
        # `runs.forget` has its place, and makes its own row.
        migrations.RunSQL("DELETE FROM jobs_schedule WHERE name = 'lists.forget_runs'", migrations.RunSQL.noop),
    ]
