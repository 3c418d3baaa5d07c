from django.db import migrations


class Migration(migrations.Migration):
    """The table of the long works is kept, under the name of the room that now holds them."""

    dependencies = [("lists", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("Run", "runs_run")],
            state_operations=[migrations.DeleteModel("Run")],
        ),
    ]
