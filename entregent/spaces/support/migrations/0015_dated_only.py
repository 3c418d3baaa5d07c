"""Indexes of dates hold what has one: an absent date drew the planner to them, and it read all that is open."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0001_initial"),
        ("people", "0005_addressee"),
        ("questions", "0004_delete_question"),
        ("support", "0014_put_back"),
        ("threads", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="intervention",
            name="intervention_to_archive",
        ),
        migrations.RemoveIndex(
            model_name="intervention",
            name="intervention_answered",
        ),
        migrations.RemoveIndex(
            model_name="intervention",
            name="intervention_ended",
        ),
        migrations.AddIndex(
            model_name="intervention",
            index=models.Index(
                condition=models.Q(("archived_at", None), ("ended_at__isnull", False)),
                fields=["house", "ended_at"],
                name="intervention_to_archive",
            ),
        ),
        migrations.AddIndex(
            model_name="intervention",
            index=models.Index(
                condition=models.Q(("first_answered_at__isnull", False)),
                fields=["house", "first_answered_at", "first_answer_minutes"],
                name="intervention_answered",
            ),
        ),
        migrations.AddIndex(
            model_name="intervention",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", False)),
                fields=["house", "ended_at", "status", "solution_minutes"],
                name="intervention_ended",
            ),
        ),
    ]
