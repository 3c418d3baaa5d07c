from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_front_door"),
    ]

    operations = [
        migrations.AddField(
            model_name="house",
            name="files_most",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="preferences",
            name="second_step_later",
            field=models.BooleanField(default=False),
        ),
    ]
