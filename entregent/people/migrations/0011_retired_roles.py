import django.db.models.deletion
from django.db import migrations, models

import entregent.core.clock


class Migration(migrations.Migration):
    dependencies = [("people", "0010_departures")]

    operations = [
        migrations.CreateModel(
            name="Retirement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "role",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="retirement", to="people.role"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
