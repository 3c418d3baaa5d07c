import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0007_evaluations_as_answers")]

    operations = [
        migrations.AlterField(
            model_name="evaluation",
            name="version",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="questions.formversion",
            ),
        ),
        migrations.AlterField(model_name="evaluation", name="score", field=models.PositiveSmallIntegerField()),
        *(
            migrations.RemoveField(model_name="evaluation", name=name)
            for name in ("delay", "follow_up", "solution", "regulatory", "technical", "human", "comment")
        ),
    ]
