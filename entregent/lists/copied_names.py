"""Rows carry the names that their list sorts and searches by: they follow when what bears the name is renamed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django_tasks import task

from entregent import audit
from entregent.core.bulk_update import update_each
from entregent.core.folding import fold
from entregent.jobs.queue import enqueue

BATCH: Final = 500
_carriers: dict[str, Any] = {}


@dataclass(frozen=True)
class CopiedName:
    """One column that keeps, folded, a name of the row itself or of what it points at. All is said here:

        COPIED = (
            CopiedName("subject_key", "subject"),
            CopiedName("product_key", "contract__product__name", renamed_by="support.product.changed"),
        )

    path: of the name, from the row. renamed_by: prefix of the events of what bears it, which may rename it.
    """

    column: str
    path: str
    renamed_by: str = ""

    @property
    def field(self) -> str:
        """The row's own field by which the name comes."""
        return self.path.partition("__")[0]

    @property
    def bearer(self) -> str:
        """The path of the record that bears the name; "" for the row itself."""
        return self.path.rpartition("__")[0]

    def name_in(self, row: Any) -> str:
        """Empty where nothing is pointed at."""
        for step in self.path.split("__"):
            row = getattr(row, step, None)
        return fold(row or "")

    def bearer_class(self, model: Any) -> Any:
        for step in self.bearer.split("__"):
            model = model._meta.get_field(step).related_model
        return model


def bearers_of(names: Iterable[CopiedName]) -> tuple[str, ...]:
    """What to fetch with a row whose names are to be folded."""
    return tuple(dict.fromkeys(one.bearer for one in names if one.bearer))


def follow_renames(model: Any) -> None:
    """The model declares its `COPIED` names and has `keep_names()`: see records.verbs.Acted."""
    label = model._meta.label_lower
    _carriers[label] = model
    for one in model.COPIED:
        if one.renamed_by:
            audit.subscribe(one.renamed_by, _follower(label, one.bearer, one.bearer_class(model)))


def _follower(label: str, path: str, bearer: Any) -> Any:
    def renamed(event: Any, record: Any) -> None:
        if type(record) is bearer:
            enqueue(refold_names, label, path, record.pk, house_id=event.house_id)

    return renamed


@task()
def refold_names(label: str, path: str, pk: int) -> None:
    """Fold again the names of every row that carries this one. Run twice, it changes nothing more."""
    model = _carriers[label]
    rows = model.objects.unscoped("a name that it carries has changed").order_by("pk")
    keys = list(rows.filter(**{path: pk}).values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        _fold(model, rows, keys[start : start + BATCH])


@transaction.atomic
def _fold(model: Any, rows: Any, keys: list[Any]) -> None:
    bearers = bearers_of(model.COPIED)
    carried = list(rows.filter(pk__in=keys).select_related(*bearers).select_for_update(of=("self",)))
    for row in carried:
        row.keep_names()
    update_each(carried, [*(one.column for one in model.COPIED), "search_key"])
