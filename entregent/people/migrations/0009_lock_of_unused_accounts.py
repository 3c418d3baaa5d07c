import django.db.models.deletion
from django.db import migrations, models

import entregent.core.clock


class Migration(migrations.Migration):
    dependencies = [("people", "0008_factor_review")]

    operations = [
        migrations.AddField(
            model_name="house",
            name="lock_after_months",
            field=models.PositiveSmallIntegerField(
                blank=True,
                choices=[
                    (None, "Never"),
                    (3, "After 3 months"),
                    (6, "After 6 months"),
                    (12, "After 12 months"),
                    (24, "After 24 months"),
                ],
                help_text="Their owner is warned by mail two weeks before. Whoever manages the accounts lifts the lock.",
                null=True,
                verbose_name="Lock accounts that nobody uses",
            ),
        ),
        migrations.CreateModel(
            name="LockWarning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=entregent.core.clock.now)),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lock_warning", to="people.membership"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
