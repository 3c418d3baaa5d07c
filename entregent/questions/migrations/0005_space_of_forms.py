"""Each list of questions belongs to a space: those that stood before, to the only one there was."""

from typing import Any

from django.db import migrations, models


def place(apps: Any, schema_editor: Any) -> None:
    apps.get_model("questions", "Form").objects.update(space="support")


class Migration(migrations.Migration):
    dependencies = [("questions", "0004_delete_question")]

    operations = [
        migrations.AddField(
            "form", "space", models.CharField(db_default="", default="", editable=False, max_length=20)
        ),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
