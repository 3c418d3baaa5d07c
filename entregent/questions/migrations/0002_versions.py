import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("questions", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="form",
            name="use",
            field=models.CharField(blank=True, editable=False, max_length=40, default=""),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="form",
            constraint=models.UniqueConstraint(
                condition=models.Q(("use", ""), _negated=True), fields=("house", "use"), name="form_of_one_use_once"
            ),
        ),
        migrations.CreateModel(
            name="FormVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(null=True)),
                ("questions", models.JSONField(default=list)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="questions.form"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("form", "number"), name="form_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("published_at", None)), fields=("form",), name="form_draft_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", None), ("published_at__isnull", False), _connector="XOR"),
                        name="published_has_number",
                    ),
                ],
            },
        ),
    ]
