from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.transaction import TransactionManagementError
from django.utils.translation import gettext_lazy

from entregent import audit
from entregent.audit import chain, recording
from entregent.audit.models import Event
from entregent.audit.particulars import digest, plain


@dataclass(frozen=True)
class Person:
    user_id: int = 3
    membership_id: int = 4
    name: str = "Marie"


@pytest.fixture
def record(db: None) -> models.Model:
    return ContentType.objects.create(app_label="x", model="y")


def opened(record: models.Model, **particulars: Any) -> Event:
    with transaction.atomic():
        return audit.record("trial.thing.opened", record, by=Person(), house_id=1, dossier_id=2, **particulars)


def test_an_event_says_who_did_what_to_which_record(record: models.Model) -> None:
    event = Event.objects.get(pk=opened(record, title="Panne").pk)
    assert (event.verb, event.record_type, event.record_id) == (
        "trial.thing.opened",
        "contenttypes.contenttype",
        str(record.pk),
    )
    assert (event.house_id, event.dossier_id, event.actor_user_id, event.actor_membership_id) == (1, 2, 3, 4)
    assert event.particulars == {"actor_name": "Marie", "title": "Panne"}
    assert event.digest == digest(event.particulars, event.salt)
    assert (event.seq, event.seal, event.erased_at) == (None, "", None)


def test_what_happened_before_is_written_at_its_moment_and_sealed_like_any_other(record: models.Model) -> None:
    heard: list[Event] = []
    audit.subscribe("trial.past.", lambda event, _record: heard.append(event))
    moments = [datetime(2024, 5, day, tzinfo=UTC) for day in (2, 3)]
    told = [audit.Told(f"trial.past.{day}", record, Person(), 1, 2, {"title": "Panne"}) for day in "ab"]
    audit.record_past(zip(moments, told, strict=True))
    assert list(Event.objects.order_by("id").values_list("verb", "at")) == [
        ("trial.past.a", moments[0]),
        ("trial.past.b", moments[1]),
    ]
    assert heard == []
    assert chain.seal()
    assert list(chain.verify()) == []
    assert Event.objects.filter(seq=None).count() == 0


def test_the_machine_acts_too(record: models.Model) -> None:
    with transaction.atomic():
        event = audit.record("jobs.cleaned", record, by=audit.SYSTEM, house_id=None)
    assert (event.actor_user_id, event.actor_membership_id, event.house_id) == (None, None, None)


def test_equal_particulars_have_different_digests(record: models.Model) -> None:
    assert opened(record).digest != opened(record).digest


@pytest.mark.django_db(transaction=True)
def test_an_event_belongs_in_a_transaction() -> None:
    record = ContentType.objects.create(app_label="x", model="y")
    with pytest.raises(TransactionManagementError):
        audit.record("x.y", record, by=audit.SYSTEM, house_id=None)
    assert not Event.objects.exists()


def test_a_record_must_be_saved(db: None) -> None:
    with pytest.raises(ValueError, match="not saved"), transaction.atomic():
        audit.record("x.y", ContentType(), by=audit.SYSTEM, house_id=None)


def test_an_act_that_is_rolled_back_leaves_no_event(record: models.Model) -> None:
    @transaction.atomic
    def act() -> None:
        opened(record)
        raise KeyError

    with pytest.raises(KeyError):
        act()
    assert not Event.objects.exists()


def test_subscribers_are_told_in_the_transaction(record: models.Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "_subscribers", [])
    told: list[tuple[str, object]] = []

    def note(event: Event, on: models.Model) -> None:
        told.append((event.verb, on))

    for prefix in ("trial.", "trial.thing.opened", "crm.", "trial."):
        audit.subscribe(prefix, note)
    opened(record)
    assert told == [("trial.thing.opened", record)] * 2


def test_what_a_subscriber_raises_undoes_the_act(record: models.Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "_subscribers", [])

    def refuse(event: Event, on: models.Model) -> None:
        raise KeyError

    audit.subscribe("trial.", refuse)
    with pytest.raises(KeyError):
        opened(record)
    assert not Event.objects.exists()


class Level(models.TextChoices):
    HIGH = "high", "High"


ODD: list[tuple[Any, Any]] = [
    (1.5, "1.5"),
    (1e22, "1e+22"),
    (-0.0, "-0.0"),
    (float("nan"), "nan"),
    (2**70, 2**70),
    (Decimal("1.50"), "1.50"),
    (True, True),
    (None, None),
    (date(2026, 11, 20), "2026-11-20"),
    (datetime(2026, 11, 20, tzinfo=UTC), "2026-11-20 00:00:00+00:00"),
    (UUID(int=1), str(UUID(int=1))),
    ((1, 2), [1, 2]),
    ({"b", "a"}, ["a", "b"]),
    ({1: {"x": b"y"}}, {"1": {"x": "b'y'"}}),
    ("a\0b é 🦊", "a\ufffdb é 🦊"),
    (Level.HIGH, "high"),
    (gettext_lazy("Sent"), str(gettext_lazy("Sent"))),
]


@pytest.mark.parametrize(("given", "kept"), ODD)
def test_particulars_come_back_as_the_digest_knew_them(record: models.Model, given: Any, kept: Any) -> None:
    assert plain(given) == kept
    event = Event.objects.get(pk=opened(record, value=given).pk)
    assert event.particulars["value"] == kept
    assert event.digest == digest(event.particulars, event.salt)
