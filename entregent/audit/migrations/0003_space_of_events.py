"""In which space an event is told. What was written before belongs to the one space there was, or to the house.

The column is null at first, so that SQLite adds it without making the table anew: its triggers stay.
"""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

OF_SUPPORT = ("people.party", "people.membership", "people.invitation", "applicants.application")


def place(apps: Any, schema_editor: Any) -> None:
    events = apps.get_model("audit", "Event").objects
    there = Q(dossier_id__isnull=False) | Q(record_type__startswith="support.") | Q(record_type__in=OF_SUPPORT)
    events.filter(there, house_id__isnull=False).update(space="support")


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_guards")]

    operations = [
        migrations.AddField("event", "space", models.CharField(max_length=20, null=True)),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
