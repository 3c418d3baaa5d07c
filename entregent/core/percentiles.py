"""Means and percentiles worked out by the database, the same way in SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

# Equal values are counted first: they are few beside the rows, whose ranks would each cost a sort. `upto` is the rank
# of the last of them; the middle ones are the first to reach half of n and to pass it.
RANKED = (
    "WITH given(bucket, v) AS ({}), counted AS (SELECT bucket, v, COUNT(*) AS c FROM given GROUP BY bucket, v),"
    " ranked AS (SELECT bucket, v, c, SUM(c) OVER (PARTITION BY bucket) AS n,"
    " SUM(c) OVER (PARTITION BY bucket ORDER BY v) AS upto FROM counted)"
    " SELECT bucket, SUM(c), SUM(v * c) * 1.0 / SUM(c),"
    " (MIN(CASE WHEN 2 * upto >= n THEN v END) + MIN(CASE WHEN 2 * upto > n THEN v END)) / 2.0,"
    " MIN(CASE WHEN 10 * upto >= 9 * n THEN v END) FROM ranked GROUP BY bucket"
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
    return {key: Spread(int(count), float(mean), float(median), ninth) for key, count, mean, median, ninth in found}
