"""Percentiles of the database, beside those worked out by hand."""

import pytest
from django.db.models import F, Value

from entregent.core.percentiles import Spread, spreads
from entregent.people.models import Party

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(cast):
    """Parties of the same name are a group; the number is in `score`."""

    def of(**groups):
        house = cast.houses["rival"]
        Party.objects.bulk_create(
            Party(house=house, name=name, city=str(number)) for name, numbers in groups.items() for number in numbers
        )
        return Party.objects.unscoped("test").filter(house=house).annotate(bucket=F("name"))

    return of


def values(rows):
    from django.db.models import IntegerField
    from django.db.models.functions import Cast, NullIf

    return rows.annotate(score=Cast(NullIf(F("city"), Value("None")), IntegerField()))


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([7], Spread(1, 7, 7, 7)),
        ([3, 1], Spread(2, 2, 2, 3)),
        ([5, 1, 9], Spread(3, 5, 5, 9)),
        ([1, 2, 3, 10], Spread(4, 4, 2.5, 10)),
        (range(10, 110, 10), Spread(10, 55, 55, 90)),
        (range(1, 12), Spread(11, 6, 6, 10)),
        ([4, 4, 4, 0, None], Spread(4, 3, 4, 4)),
    ],
)
def test_of_a_group(rows, numbers, told):
    found = values(rows(one=numbers, other=[100, 200]))
    assert spreads(found, "bucket", "score")["one"] == told
    assert spreads(found, "bucket", "score")["other"] == Spread(2, 150, 150, 200)


def test_of_nothing_there_is_none(rows):
    assert spreads(values(rows(one=[None])), "bucket", "score") == {}
    assert spreads(values(rows(one=[1])).none(), "bucket", "score") == {}
