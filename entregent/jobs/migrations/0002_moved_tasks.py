"""Tasks that moved to another room: what was queued under their former places is still done after an upgrade."""

from typing import Any

from django.db import migrations

MOVED = {
    "entregent.people.proof_mail.post_link": "entregent.door.proof_mail.post_link",
    "entregent.people.resets.post_link": "entregent.door.resets.post_link",
    "entregent.lists.carried.follow": "entregent.lists.copied_names.refold_names",
}


def follow(apps: Any, schema_editor: Any) -> None:
    jobs = apps.get_model("jobs", "Job").objects
    for before, after in MOVED.items():
        jobs.filter(task=before).update(task=after)


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [migrations.RunPython(follow, migrations.RunPython.noop)]
