"""Means and percentiles worked out by the database, the same way in SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

# The rank of each value within its group; 2r = n, n + 1 or n + 2 are the middle ones, 10r >= 9n the last tenth.
RANKED = (
    "WITH given(bucket, v) AS ({}), ranked AS (SELECT bucket, v, COUNT(*) OVER (PARTITION BY bucket) AS n,"
    " ROW_NUMBER() OVER (PARTITION BY bucket ORDER BY v) AS r FROM given)"
    " SELECT bucket, COUNT(*), AVG(v), AVG(CASE WHEN 2 * r BETWEEN n AND n + 2 THEN v END),"
    " MIN(CASE WHEN 10 * r >= 9 * n THEN v END) FROM ranked GROUP BY bucket"
)


@dataclass(frozen=True)
class Spread:
    """Of whole numbers. median: the middle one, or the mean of the two middle ones.

    ninth: the ninetieth percentile by nearest rank, the least value that nine tenths do not exceed.
    """

    count: int
    mean: float
    median: float
    ninth: int


def spreads(rows: Any, bucket: str, column: str) -> dict[Any, Spread]:
    """One for each value of `bucket`, an annotation or a column of the rows; rows without the value do not count."""
    try:
        given = rows.exclude(**{column: None}).order_by().values_list(bucket, column)
        sql, parameters = given.query.sql_with_params()
    except EmptyResultSet:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(RANKED.format(sql), parameters)
        found = cursor.fetchall()
    return {key: Spread(count, float(mean), float(median), ninth) for key, count, mean, median, ninth in found}
