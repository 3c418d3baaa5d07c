"""A transaction that begins with its first write: what comes before it holds nobody up.

SQLite has one writer at a time. A view that reads, checks a form, cleans a text or makes the page of a refusal would
else do so while every other writer waits (docs/decisions/0050-late-transactions.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connection as any_connection
from django.db import transaction

connection: Any = any_connection  # SQLite's has more (core/sqlite)
READS = ("SELECT", "EXPLAIN", "PRAGMA")  # WITH may write
LOCKS = "FOR UPDATE"
SAVEPOINT, BACK_TO, RELEASE = "SAVEPOINT ", "ROLLBACK TO SAVEPOINT ", "RELEASE SAVEPOINT "


@contextmanager
def late_transaction(first: Callable[[], None]) -> Iterator[None]:
    """One transaction around the block; `first` writes before anything else in it does.

    A savepoint that is the first to write, and is rolled back, takes the transaction with it: what follows, such as the
    page that says why, holds no lock, and `first` is called anew by the next write.

    On PostgreSQL, and inside another transaction, only `first` comes late: there is no lock to be spared.
    """
    can_wait = hasattr(connection, "late_beginnings") and not connection.in_atomic_block
    late = _Late(first, begin=connection.begin if can_wait else None)
    with ExitStack() as around:
        if can_wait:
            with connection.late_beginnings():
                around.enter_context(transaction.atomic())
        else:
            around.enter_context(transaction.atomic())
        around.enter_context(connection.execute_wrapper(late))
        yield


class _Late:
    """Sees each statement before it is executed. begin: how the transaction begins; None when it has begun already."""

    def __init__(self, first: Callable[[], None], begin: Callable[[], None] | None) -> None:
        self.first = first
        self.begin = begin
        self.is_waiting = True
        self.whole = ""  # the savepoint with which all began, and ends

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.is_waiting and not _reads(sql):
            if self.whole and sql == RELEASE + self.whole:
                return None  # it went with its transaction
            self._begin(sql)
        elif self.whole and sql == BACK_TO + self.whole:
            return self._end()
        elif self.whole and sql == RELEASE + self.whole:
            self.whole = ""
        return execute(sql, params, many, context)

    def _begin(self, sql: str) -> None:
        self.is_waiting = False
        if self.begin:
            self.begin()
            self.whole = sql.removeprefix(SAVEPOINT) if sql.startswith(SAVEPOINT) else ""
        self.first()

    def _end(self) -> None:
        connection.rollback_begun()
        self.is_waiting = True


def _reads(sql: str) -> bool:
    return sql.lstrip(" (\n").upper().startswith(READS) and LOCKS not in sql
