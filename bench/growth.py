"""`python -m bench.growth TIMES`: as many times the requests, copied inside the database, to see what size costs."""

from __future__ import annotations

import sys
from typing import Any

import django
from django.core.management.color import no_style
from django.db import connection, transaction

NUMBERS = "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < %s)"


def main() -> None:
    django.setup()
    grow(int(sys.argv[1]))


@transaction.atomic
def grow(times: int) -> None:
    """Copies every request with its talk, `times` - 1 times. Names, states and dates come back, as they do in life."""
    from entregent.core import planner  # noqa: PLC0415 (once Django is set up)
    from entregent.dossiers.models import Sequence  # noqa: PLC0415
    from entregent.spaces.support.models import Intervention  # noqa: PLC0415
    from entregent.threads.models import Message, Thread  # noqa: PLC0415

    if times > 1:
        threads = last_of(Thread)
        copy(Thread, {"id": threads}, times - 1)
        copy(Intervention, dict.fromkeys(("id", "number", "thread_id"), threads), times - 1)
        copy(Message, {"id": last_of(Message), "thread_id": threads}, times - 1)
        last = Intervention.objects.unscoped("measure").order_by("-number").values_list("number", flat=True)[0]
        Sequence.objects.unscoped("measure").filter(name="intervention").update(last=last)
    planner.refresh_statistics()


def last_of(model: Any) -> int:
    last: int = model.objects.unscoped("measure").order_by("-pk").values_list("pk", flat=True)[0]
    return last


def copy(model: Any, moved: dict[str, int], copies: int) -> None:
    """moved: the columns that are further in each copy, and by how much."""
    names = [field.column for field in model._meta.concrete_fields]
    values = ", ".join(f"t.{name} + c.n * {moved[name]}" if name in moved else f"t.{name}" for name in names)
    table, columns = model._meta.db_table, ", ".join(names)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) {NUMBERS} SELECT {values} FROM {table} t, copies c", [copies])  # noqa: S608
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):  # PostgreSQL's next numbers
            cursor.execute(statement)


if __name__ == "__main__":
    main()
