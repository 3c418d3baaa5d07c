import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0010_services_of_requests")]

    operations = [
        migrations.AlterField(
            model_name="intervention",
            name="service",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="support.service",
                verbose_name="Service",
            ),
        ),
        migrations.AddIndex(
            model_name="intervention",
            index=models.Index(
                condition=models.Q(("ended_at", None)),
                fields=["service", "status", "-number"],
                name="intervention_open_of_service",
            ),
        ),
    ]
