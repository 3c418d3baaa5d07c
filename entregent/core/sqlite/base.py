"""The database engine "entregent.core.sqlite" (the file's name is Django's choice)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from entregent.core.sqlite.lock import Hold, lock_of
from entregent.core.sqlite.operations import DatabaseFeatures, DatabaseOperations


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the write lock before BEGIN and gives it back when the transaction is over.

    Savepoints do not pass here. Databases in memory have no second process and no queue.
    """

    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    _begins_late = False
    _hold: Hold | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A new file is made for its owner alone; SQLite gives what lies beside the same rights."""
        if not self.is_in_memory_db() and not os.path.exists(self._file()):  # noqa: PTH110 (asked at each connection)
            with suppress(OSError):  # SQLite then says what is wrong
                os.close(os.open(self._file(), os.O_CREAT | os.O_WRONLY, 0o600))
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self) -> None:
        if not self._begins_late:
            self.begin()

    @contextmanager
    def late_beginnings(self) -> Iterator[None]:
        """A transaction that is opened in the block begins when `begin` is called (core/late.py)."""
        self._begins_late = True
        try:
            yield
        finally:
            self._begins_late = False

    def begin(self) -> None:
        self._queue()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave()
            raise

    def rollback_begun(self) -> None:
        """Ends what `begin` began; Django goes on as in a transaction, which may begin anew."""
        self._rollback()

    def _queue(self) -> None:
        if self.is_in_memory_db() or self._hold is not None:
            return
        timeout = float(self.settings_dict["OPTIONS"].get("timeout", 5.0))
        try:
            self._hold = lock_of(self._file()).acquire(timeout)
        except TimeoutError:
            raise OperationalError("database is locked") from None

    def _file(self) -> str:
        name = str(self.settings_dict["NAME"])
        return unquote(urlsplit(name).path) if name.startswith("file:") else name

    def _leave(self) -> None:
        hold, self._hold = self._hold, None
        if hold is not None:
            hold.release()

    def _leave_when_over(self) -> None:
        # A COMMIT that fails (a deferred constraint, a full disk) leaves the transaction open:
        # Django then rolls back or closes, and passes here again.
        if self.connection is None or not self.connection.in_transaction:
            self._leave()

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._leave_when_over()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave_when_over()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._leave()
