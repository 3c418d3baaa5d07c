from typing import Any

from django.db import migrations

from entregent.core.folding import fold
from entregent.core.searching import Folded


def fill(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("support", "Product").objects.using(schema_editor.connection.alias)
    for pk, name in list(rows.values_list("pk", "name")):
        rows.filter(pk=pk).update(name_key=fold(name))


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial")]

    operations = [
        migrations.AddField("product", "name_key", Folded("name", default="", max_length=240), preserve_default=False),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
