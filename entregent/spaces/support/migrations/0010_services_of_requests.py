from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery

from entregent.core.clock import now


def fill(apps: Any, schema_editor: Any) -> None:
    """Each request is of the service of its contract; those without an owner wait for one from now on."""
    requests, contracts = apps.get_model("support", "Intervention"), apps.get_model("support", "Contract")
    service = contracts.objects.filter(pk=OuterRef("contract_id")).values("product__service")[:1]
    requests.objects.filter(service=None).update(service_id=Subquery(service))
    requests.objects.filter(owner=None, ended_at=None).update(ownerless_since=now())


class Migration(migrations.Migration):
    dependencies = [("support", "0009_desks")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
