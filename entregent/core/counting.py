"""Counts that stop: beyond a thousand, « more than a thousand » is all that a reader needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections

CAP = 1000


def capped(rows: Any, cap: int = CAP) -> int:
    """How many rows there are; cap + 1 for any number beyond the cap."""
    return capped_each({"rows": rows}, cap)["rows"]


def counted_each(named: Mapping[str, Any]) -> dict[str, int]:
    """Several whole counts in one query, each over an index of its own."""
    return capped_each(named, cap=None)


def capped_each(named: Mapping[str, Any], cap: int | None = CAP) -> dict[str, int]:
    """Several such counts in one query."""
    asked: dict[str, tuple[str, tuple[Any, ...]]] = {}
    for name, rows in named.items():
        try:
            kept = rows.order_by().values("pk")
            asked[name] = (kept if cap is None else kept[: cap + 1]).query.sql_with_params()
        except EmptyResultSet:
            continue
    return {**dict.fromkeys(named, 0), **_ask(asked)}


def _ask(asked: Mapping[str, tuple[str, tuple[Any, ...]]]) -> dict[str, int]:
    if not asked:
        return {}
    parts = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) AS counted)" for sql, _ in asked.values())  # noqa: S608
    given = [value for _, parameters in asked.values() for value in parameters]
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT {parts}", given)
        return dict(zip(asked, cursor.fetchone(), strict=True))
