from django.db import migrations


class Migration(migrations.Migration):
    """The table of sessions from before `Session`: nobody reads it, and it holds what people had typed."""

    dependencies = [("people", "0003_room_and_proposal")]

    operations = [migrations.RunSQL("DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop)]
