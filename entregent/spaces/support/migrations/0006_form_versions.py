import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0004_delete_question"),
        ("support", "0005_standard_messages"),
    ]

    operations = [
        migrations.AddField(
            model_name="intervention",
            name="form_version",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="questions.formversion",
            ),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="version",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="questions.formversion",
            ),
        ),
        migrations.AddField(model_name="evaluation", name="answers", field=models.JSONField(default=list)),
        migrations.AddField(model_name="evaluation", name="warned_at", field=models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("level", models.PositiveSmallIntegerField()),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ratings", to="support.evaluation"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["key", "level"], name="rating_by_key")],
                "constraints": [models.UniqueConstraint(fields=("evaluation", "key"), name="rating_once")],
            },
        ),
    ]
