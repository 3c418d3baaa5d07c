"""Many rows changed at once, each in its own way."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entregent.core.bulk_update import update_each
from entregent.people.models import Membership

pytestmark = pytest.mark.django_db


def test_each_row_gets_its_own_values_and_others_stay(cast):
    rows = [cast.members["agent"], cast.members["collegue"]]
    for number, row in enumerate(rows):
        row.phone, row.name_key = f"0{number} %s", f"key {number}"
    with CaptureQueriesContext(connection) as queries:
        update_each(rows, ["phone"])
    kept = Membership.objects.unscoped("test").in_bulk([row.pk for row in rows])
    assert [kept[row.pk].phone for row in rows] == ["00 %s", "01 %s"]
    assert "key" not in {kept[row.pk].name_key for row in rows}  # not asked for
    assert Membership.objects.unscoped("test").get(pk=cast.members["referent"].pk).phone == ""
    assert len(queries) == 1


def test_no_row_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        update_each([], ["phone"])
