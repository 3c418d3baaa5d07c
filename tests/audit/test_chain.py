from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from entregent import audit
from entregent.audit import chain
from entregent.audit.erasure import erase_particulars
from entregent.audit.models import ChainHead, Event
from entregent.core.verify import run_checks
from entregent.jobs.worker import Worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def events() -> list[Event]:
    """Five events, sealed."""
    written = write(5)
    chain.seal()
    return written


def write(count: int) -> list[Event]:
    record = ContentType.objects.create(app_label="x", model=f"y{Event.objects.count()}")
    with transaction.atomic():
        return [audit.record("x.done", record, by=audit.SYSTEM, house_id=1, number=n) for n in range(count)]


@pytest.fixture
def unguarded() -> Iterator[None]:
    """As somebody would be who can change the schema."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        else:
            for name in ("kept", "envelope", "seal", "particulars"):
                cursor.execute(f"DROP TRIGGER audit_event_{name}")
    yield
    if connection.vendor == "postgresql":
        connection.cursor().execute("ALTER TABLE audit_event ENABLE TRIGGER USER")


def messages() -> list[str]:
    return [finding.message for finding in run_checks("chain")]


def change(seq: int, **fields: Any) -> None:
    assert Event.objects.filter(seq=seq).update(**fields) == 1


def delete(*seqs: int) -> None:
    with connection.cursor() as cursor:
        for seq in seqs:
            cursor.execute("DELETE FROM audit_event WHERE seq = %s", [seq])


def swap(first: int, second: int) -> None:
    """Each tells what the other told."""
    names = ["verb", "record_id", "particulars", "salt", "digest", "uuid"]
    a, b = (Event.objects.values(*names).get(seq=seq) for seq in (first, second))
    placeholder = {**a, "uuid": "00000000-0000-0000-0000-000000000000"}
    for seq, fields in ((first, placeholder), (second, a), (first, b)):
        change(seq, **fields)


def test_the_worker_seals_in_order(events: list[Event]) -> None:
    write(3)
    Worker(only=["seal"]).run_until_idle()
    assert list(Event.objects.order_by("id").values_list("seq", flat=True)) == [1, 2, 3, 4, 5, 6, 7, 8]
    head, last = ChainHead.objects.get(), Event.objects.get(seq=8)
    assert (head.seq, head.seal) == (8, last.seal)
    assert messages() == []


def test_many_are_sealed_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "BATCH", 2)
    write(5)
    assert [chain.seal() for _ in range(4)] == [True, True, True, False]
    assert messages() == []


def test_an_event_that_is_committed_late_is_sealed_when_seen(events: list[Event], unguarded: None) -> None:
    early, late = write(2)
    Event.objects.filter(pk=early.pk).update(seq=None)
    # As if `early`, with the lower id, were not committed yet.
    hidden = Event.objects.filter(pk=early.pk).values().get()
    connection.cursor().execute("DELETE FROM audit_event WHERE id = %s", [early.pk])
    chain.seal()
    Event.objects.create(**hidden)
    chain.seal()
    assert list(Event.objects.order_by("seq").values_list("pk", flat=True))[5:] == [late.pk, early.pk]
    assert messages() == []


def test_nothing_at_all_is_whole() -> None:
    assert messages() == []
    write(1)
    assert messages() == []


ALTERED: dict[str, tuple[Callable[[], object], list[str]]] = {
    "verb": (lambda: change(3, verb="x.undone"), ["seq 3"]),
    "time": (lambda: change(3, at="2020-01-01T00:00:00Z"), ["seq 3"]),
    "house": (lambda: change(3, house_id=None), ["seq 3"]),
    "actor": (lambda: change(3, actor_user_id=99), ["seq 3"]),
    "record": (lambda: change(3, record_id="99"), ["seq 3"]),
    "digest": (lambda: change(3, digest="0" * 64), ["seq 3", "seq 3"]),
    "particulars": (lambda: change(3, particulars={"actor_name": "Autre"}), ["seq 3"]),
    "salt": (lambda: change(3, salt="0" * 32), ["seq 3"]),
    "seal": (lambda: change(3, seal="0" * 64), ["seq 3"]),
    "last seal": (lambda: change(5, seal="0" * 64), ["seq 5"]),
    "one gone": (lambda: delete(3), ["Event seq 3 is missing"]),
    "first gone": (lambda: delete(1), ["Event seq 1 is missing"]),
    "two gone": (lambda: delete(2, 3), ["Events seq 2 to 3 are missing"]),
    "tail gone": (lambda: delete(4, 5), ["Events seq 4 to 5 are missing"]),
    "all gone": (lambda: delete(1, 2, 3, 4, 5), ["Events seq 1 to 5 are missing"]),
    "swapped": (lambda: swap(2, 4), ["seq 2", "seq 4"]),
    "head set back": (lambda: ChainHead.objects.update(seq=3), ["head", "seq 4 lies beyond", "seq 5 lies beyond"]),
    "head gone": (lambda: ChainHead.objects.all().delete(), [f"seq {n} lies beyond" for n in range(1, 6)]),
    "head forged": (lambda: ChainHead.objects.update(seal="0" * 64), ["head"]),
    "one added": (lambda: Event.objects.create(verb="x", seq=6, seal="0" * 64, digest=EMPTY), ["seq 6 lies beyond"]),
}
EMPTY = chain.particulars.digest({}, "")


@pytest.mark.parametrize("case", ALTERED)
def test_what_was_altered_is_named(events: list[Event], unguarded: None, case: str) -> None:
    alter, expected = ALTERED[case]
    assert messages() == []
    alter()
    found = messages()
    assert len(found) == len(expected)
    assert all(words in message for words, message in zip(expected, found, strict=True)), found


def test_a_seal_made_to_fit_shows_at_the_next_event(events: list[Event], unguarded: None) -> None:
    change(3, verb="x.undone")
    forged = Event.objects.get(seq=3)
    change(3, seal=chain.seal_after(Event.objects.get(seq=2).seal, forged))
    (message,) = messages()
    assert "seq 4" in message


def test_unsealed_particulars_are_checked_too(unguarded: None) -> None:
    write(1)
    Event.objects.update(particulars={})
    assert len(messages()) == 1


def test_particulars_can_be_erased_and_the_chain_holds(events: list[Event]) -> None:
    before = list(Event.objects.order_by("seq").values_list("digest", "seal"))
    assert erase_particulars(Q(pk__in=[events[1].pk, events[2].pk])) == 2
    assert erase_particulars(Q(pk=events[1].pk)) == 0
    erased = Event.objects.get(pk=events[1].pk)
    assert (erased.particulars, erased.salt) == ({}, "")
    assert erased.erased_at
    assert list(Event.objects.order_by("seq").values_list("digest", "seal")) == before
    assert messages() == []


def test_what_is_erased_before_it_is_sealed_is_sealed_all_the_same() -> None:
    write(2)
    erase_particulars(Q())
    chain.seal()
    assert messages() == []


REFUSED: list[dict[str, Any]] = [
    {"verb": "x"}, {"at": "2020-01-01T00:00:00Z"}, {"house_id": 2}, {"house_id": None}, {"actor_user_id": 1},
    {"actor_membership_id": 1}, {"dossier_id": 1}, {"record_id": "2"}, {"record_type": "x.y"}, {"digest": "0"},
    {"uuid": "00000000-0000-0000-0000-000000000000"}, {"seal": "0"}, {"seq": 99}, {"seq": None},
    {"particulars": {"actor_name": "Autre"}}, {"particulars": {}}, {"salt": "0"}, {"salt": ""},
]  # fmt: skip


@pytest.mark.parametrize("fields", REFUSED)
def test_the_database_refuses_to_rewrite(events: list[Event], fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=events[2].pk).update(**fields)


def test_the_database_refuses_to_delete(events: list[Event]) -> None:
    for rows in (Event.objects.filter(pk=events[2].pk), Event.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        delete(3)
    assert Event.objects.count() == 5
