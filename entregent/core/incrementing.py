"""A number that goes up by one and is told, by one statement."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import F
from django.db.models.sql import UpdateQuery


def increment(rows: Any, field: str) -> int | None:
    """Adds one to the field of the only row, which stays locked until the transaction ends; None without a row.

    rows: a query set that may be read. Django's own `update` tells how many rows, and not what they hold by then.
    """
    query = rows.query.chain(UpdateQuery)
    query.add_update_values({field: F(field) + 1})
    sql, params = query.get_compiler(connection.alias).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} RETURNING {connection.ops.quote_name(field)}", params)
        row = cursor.fetchone()
    return int(row[0]) if row else None
