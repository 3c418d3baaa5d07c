import pytest
from django.db import connection

from entregent.core import planner
from entregent.jobs import upkeep
from entregent.spaces.support.models import Contract


@pytest.mark.django_db
def test_the_planner_learns_what_the_tables_hold(scenery, django_assert_num_queries):
    if connection.vendor != "sqlite":
        with django_assert_num_queries(0):
            planner.refresh_statistics()
        return
    upkeep.refresh_statistics()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = %s", [Contract._meta.db_table])
        assert cursor.fetchone()[0]
