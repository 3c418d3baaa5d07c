import django.db.models.deletion
from django.db import migrations, models

import entregent.core.clock


class Migration(migrations.Migration):
    dependencies = [("people", "0009_lock_of_unused_accounts")]

    operations = [
        migrations.CreateModel(
            name="Departure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="Reason")),
                ("at", models.DateTimeField(default=entregent.core.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="departure", to="people.membership"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
