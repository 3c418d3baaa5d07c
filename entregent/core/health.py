"""Whether the database answers."""

from django.db import connection


def check_database() -> None:
    """Raises OperationalError when it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
