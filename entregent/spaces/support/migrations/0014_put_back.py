"""Where a cancelled request stood. Of those of before: with the desk, if somebody there had it."""

from typing import Any

from django.db import migrations, models


def remember(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("support", "Cancellation").objects
    rows.exclude(intervention__handler=None).update(was="in_progress")


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0013_past_times"),
    ]

    operations = [
        migrations.AddField(
            model_name="cancellation",
            name="was",
            field=models.CharField(
                choices=[
                    ("to_handle", "To handle"),
                    ("in_progress", "In progress"),
                    ("to_confirm", "Closure to confirm"),
                    ("closed", "Closed"),
                    ("cancelled", "Cancelled"),
                ],
                default="to_handle",
                max_length=12,
            ),
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
