import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import entregent.core.clock


class Migration(migrations.Migration):
    dependencies = [("people", "0007_side_of_members")]

    operations = [
        migrations.CreateModel(
            name="FactorReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(default=entregent.core.clock.now)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
