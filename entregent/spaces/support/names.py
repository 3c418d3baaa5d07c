"""Requests carry the names that their list sorts by: they follow when a person, a customer or a product is renamed."""

from __future__ import annotations

from typing import Any

from django_tasks import task

from entregent import audit
from entregent.jobs.queue import enqueue
from entregent.people.models import Membership, Party
from entregent.spaces.support.models import Intervention, Product
from entregent.spaces.support.models.intervention import NAMED

BATCH = 500
CARRIED: dict[type, tuple[str, ...]] = {
    Membership: ("owner", "handler"), Party: ("dossier__party",), Product: ("contract__product",),
}  # fmt: skip


def listen() -> None:
    for prefix in ("people.membership.changed", "people.party.changed", "support.product.changed"):
        audit.subscribe(prefix, renamed)


def renamed(event: Any, record: Any) -> None:
    for path in CARRIED.get(type(record), ()):
        enqueue(follow, path, record.pk, unique_key=f"support.names.{path}.{record.pk}", house_id=event.house_id)


@task()
def follow(path: str, pk: int) -> None:
    """Fold again the names of every request that carries this one. Run twice, it changes nothing more."""
    rows = Intervention.objects.unscoped("a name has changed").filter(**{path: pk}).order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = rows.filter(pk__in=keys[start : start + BATCH])
        carried = list(batch.select_related("contract__product", "dossier__party", "owner", "handler"))
        for request in carried:
            request.keep_names()
        Intervention.objects.unscoped("a name has changed").bulk_update(carried, [*NAMED, "search_key"])
