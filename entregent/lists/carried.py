"""Rows carry the names that their list sorts and searches by: they follow when what bears the name is renamed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django_tasks import task

from entregent import audit
from entregent.core.many import update_each
from entregent.jobs.queue import enqueue

BATCH = 500
_carriers: dict[str, Any] = {}


def carry(model: Any, prefixes: tuple[str, ...], paths: Mapping[Any, tuple[str, ...]]) -> None:
    """prefixes: of the events that may rename. paths: from the model to what bears a name, by its class.

    The model says `keep_names()`, `NAMED` (the columns it fills) and `BEARERS` (what to fetch with a row).
    """
    label = model._meta.label_lower
    _carriers[label] = model

    def renamed(event: Any, record: Any) -> None:
        for path in paths.get(type(record), ()):
            enqueue(follow, label, path, record.pk, house_id=event.house_id)

    for prefix in prefixes:
        audit.subscribe(prefix, renamed)


@task()
def follow(label: str, path: str, pk: int) -> None:
    """Fold again the names of every row that carries this one. Run twice, it changes nothing more."""
    model = _carriers[label]
    rows = model.objects.unscoped("a name that it carries has changed").order_by("pk")
    keys = list(rows.filter(**{path: pk}).values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        _fold(model, rows, keys[start : start + BATCH])


@transaction.atomic
def _fold(model: Any, rows: Any, keys: list[Any]) -> None:
    carried = list(rows.filter(pk__in=keys).select_related(*model.BEARERS).select_for_update(of=("self",)))
    for row in carried:
        row.keep_names()
    update_each(carried, [*model.NAMED, "search_key"])
