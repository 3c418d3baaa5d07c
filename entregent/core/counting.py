"""Counts that stop: beyond a thousand, « more than a thousand » is all that a reader needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

CAP = 1000


def capped_count(rows: Any, cap: int = CAP) -> int:
    """How many rows there are; cap + 1 for any number beyond the cap."""
    return capped_each({"rows": rows}, cap)["rows"]


def counted_between(rows: Any, column: str, moments: Sequence[datetime]) -> list[int]:
    """How many rows lie from each of the moments to the next: whole counts in one query, each over an index.

    They differ by their bounds alone: compiling each cost more than counting.
    """
    low, high = map(connection.ops.adapt_datetimefield_value, moments[:2])
    try:
        first = rows.order_by().filter(**{f"{column}__gte": moments[0], f"{column}__lt": moments[1]}).values("pk")
        sql, given = first.query.sql_with_params()
    except EmptyResultSet:
        return [0] * (len(moments) - 1)
    assert given[-2:] == (low, high), "the bounds come last"
    bounds = pairwise(map(connection.ops.adapt_datetimefield_value, moments))
    asked = {str(place): (sql, (*given[:-2], *bound)) for place, bound in enumerate(bounds)}
    return list(_ask(asked).values())


def capped_each(named: Mapping[str, Any], cap: int = CAP, *, walks: Mapping[str, str] | None = None) -> dict[str, int]:
    """Several such counts in one query.

    walks: for some of them, an order that an index keeps. Without it SQLite may count a few open requests by reading
    every closed one.
    """
    asked: dict[str, tuple[str, tuple[Any, ...]]] = {}
    orders = {name: [walk] for name, walk in (walks or {}).items()}
    for name, rows in named.items():
        try:
            asked[name] = rows.order_by(*orders.get(name, ())).values("pk")[: cap + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
    return {**dict.fromkeys(named, 0), **_ask(asked)}


def _ask(asked: Mapping[str, tuple[str, tuple[Any, ...]]]) -> dict[str, int]:
    if not asked:
        return {}
    parts = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) AS counted)" for sql, _ in asked.values())  # noqa: S608
    given = [value for _, parameters in asked.values() for value in parameters]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {parts}", given)
        return dict(zip(asked, cursor.fetchone(), strict=True))
