"""Operations of Django's SQLite engine, save two."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.sqlite3 import features, operations


class DatabaseFeatures(features.DatabaseFeatures):
    """Rows are locked with the whole file, before they are read: no other way of asking for them is refused."""

    has_select_for_update = True
    has_select_for_no_key_update = True
    has_select_for_update_of = True
    has_select_for_update_skip_locked = True


class DatabaseOperations(operations.DatabaseOperations):
    def for_update_sql(self, *options: Any, **more: Any) -> str:
        """A comment: SQLite locks the whole file, and core/late.py must know that rows are to be locked."""
        return "/* FOR UPDATE */"

    def sql_flush(self, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        """Empties tables whatever their triggers say, as TRUNCATE does on PostgreSQL.

        Only tests flush: they would stumble over the triggers that keep the audit's rows.
        """
        triggers = self._triggers(tables)
        drop = [f"DROP TRIGGER {self.quote_name(name)}" for name in triggers]
        return [*drop, *super().sql_flush(style, tables, **options), *triggers.values()]

    def _triggers(self, tables: Sequence[str]) -> dict[str, str]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
            return {name: sql for name, table, sql in cursor.fetchall() if table in tables}
