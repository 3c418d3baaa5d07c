"""Events that were undone within their time. Null at first, so that SQLite keeps the table and its triggers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_space_of_events")]

    operations = [migrations.AddField("event", "taken_back_at", models.DateTimeField(null=True))]
