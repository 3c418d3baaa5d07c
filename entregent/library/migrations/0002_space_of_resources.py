"""Resources and their categories belong to a space: those that stood before, to the only one there was."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]

    operations = [
        migrations.AddField(
            "category",
            "space",
            models.CharField(default="support", editable=False, max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            "resource",
            "space",
            models.CharField(default="support", editable=False, max_length=20),
            preserve_default=False,
        ),
        migrations.RemoveConstraint("category", "category_once"),
        migrations.AddConstraint(
            "category", models.UniqueConstraint(fields=["house", "space", "name"], name="category_once")
        ),
    ]
