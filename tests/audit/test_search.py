from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from entregent import audit
from entregent.audit.search import events_seen_by, history_of

pytestmark = pytest.mark.django_db


def looker(side: str, house_id: int | None) -> Any:
    return SimpleNamespace(side=side, house_id=house_id, spaces=["x"])


@pytest.fixture
def record() -> ContentType:
    return ContentType.objects.create(app_label="x", model="y")


@pytest.fixture
def ids(record: ContentType) -> list[int]:
    with transaction.atomic():
        return [audit.record("x.y", record, by=audit.SYSTEM, house_id=house).pk for house in (1, 2, None)]


def test_a_house_sees_its_own_the_platform_all_and_customers_none(ids: list[int]) -> None:
    def seen(side: str, house_id: int | None) -> list[int]:
        return [event.pk for event in events_seen_by(looker(side, house_id))]

    assert seen("platform", 9) == ids[::-1]
    assert seen("provider", 1) == [ids[0]]
    assert seen("provider", 2) == [ids[1]]
    assert seen("customer", 1) == seen("adviser", 1) == seen("provider", None) == seen("", None) == []


def test_the_history_of_a_record_is_in_order(record: ContentType, ids: list[int]) -> None:
    assert [event.pk for event in history_of("contenttypes.contenttype", record.pk)] == ids
    assert not history_of("contenttypes.contenttype", 0).exists()
    assert not history_of("x.y", record.pk).exists()
