import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_addressee"),
        ("support", "0008_evaluation_columns_gone"),
    ]

    operations = [
        migrations.AddField(
            model_name="service",
            name="is_active",
            field=models.BooleanField(
                default=True,
                help_text="Not in use: nothing new can be given to it, and it has no queue.",
                verbose_name="In use",
            ),
        ),
        migrations.CreateModel(
            name="DeskMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.membership"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="support.service"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("service", "member"), name="desk_member_once")],
            },
        ),
        migrations.AddField(
            model_name="intervention",
            name="service",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="support.service",
                verbose_name="Service",
            ),
        ),
        migrations.AddField(
            model_name="intervention",
            name="ownerless_since",
            field=models.DateTimeField(null=True),
        ),
    ]
