from django.db import migrations

from entregent.core.searching import Folded, folding


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial")]

    operations = [
        migrations.AddField("product", "name_key", Folded("name", default="", max_length=240), preserve_default=False),
        migrations.RunPython(folding("support", "product", "name_key"), migrations.RunPython.noop, elidable=True),
    ]
