from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("questions", "0003_first_versions")]

    operations = [migrations.DeleteModel(name="Question")]
