"""Whom somebody says they work for is a customer in the words of any space."""

from typing import Any

from django.db import migrations, models


def rename(apps: Any, schema_editor: Any) -> None:
    """What the same mailbox had asked before is kept by the names of the fields."""
    for attempt in apps.get_model("applicants", "Attempt").objects.all():
        attempt.words["party_name"] = attempt.words.pop("establishment", "")
        attempt.save(update_fields=["words"])


class Migration(migrations.Migration):
    dependencies = [("applicants", "0002_attempts")]

    operations = [
        migrations.RenameField("application", "establishment", "party_name"),
        migrations.RenameField("application", "establishment_key", "party_key"),
        migrations.AlterField("application", "party_name", models.CharField(max_length=120, verbose_name="Legal name")),
        migrations.RunPython(rename, migrations.RunPython.noop),
    ]
