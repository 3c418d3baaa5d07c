"""The side belongs to the membership, and the database holds it to the party; the one role is gone."""

from django.db import migrations, models

WITH_PARTY = ("customer", "adviser")


class Migration(migrations.Migration):
    dependencies = [("people", "0006_posts")]

    operations = [
        migrations.RemoveField("membership", "role"),
        migrations.RemoveField("invitation", "role"),
        migrations.AddConstraint(
            "membership",
            models.CheckConstraint(
                condition=models.Q(side__in=WITH_PARTY, party__isnull=False)
                | (~models.Q(side__in=WITH_PARTY) & models.Q(party__isnull=True)),
                name="side_fits_party",
            ),
        ),
    ]
