import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection

from entregent.core import clock
from entregent.jobs import delivery, queue, worker, worker_turns
from entregent.jobs.lease import Heartbeat
from entregent.jobs.models import Job, Mail
from entregent.jobs.worker import Worker
from tests.jobs import sample


def in_a_thread(act: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_worker_stops_when_told(committed: dict[str, Any]) -> None:
    working = Worker(idle_seconds=30)
    thread = in_a_thread(working.run)
    working.stop()
    thread.join(10)
    assert not thread.is_alive()


def test_a_worker_outlives_a_database_that_is_away(
    committed: dict[str, Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(worker, "HICCUP_SECONDS", 0.01)
    queue.enqueue(sample.note)
    working = Worker(only=["jobs"], idle_seconds=0.01)
    turn, failures = working._turns["jobs"], [OperationalError("away"), KeyError("secret")]

    def stumble() -> bool:
        if failures:
            raise failures.pop(0)
        working.stop()
        return turn()

    working._turns["jobs"] = stumble
    in_a_thread(working.run).join(10)
    assert Job.objects.get().state == "done"
    assert [record.getMessage() for record in caplog.records] == [
        "Turn jobs: OperationalError away",
        "Turn jobs: KeyError ",
    ]


@pytest.mark.django_db
def test_until_idle_what_breaks_a_turn_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(worker_turns.turns, "broken", lambda: 1 / 0 > 1)
    with pytest.raises(ZeroDivisionError):
        Worker(only=["broken"]).run_until_idle()


def test_a_turn_is_added_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_turns, "turns", {})
    worker_turns.turn("x")(bool)
    worker_turns.turn("x")(bool)
    with pytest.raises(ValueError, match="x"):
        worker_turns.turn("x")(int)


def test_a_heartbeat_keeps_the_lease(committed: dict[str, Any]) -> None:
    queue.enqueue(sample.note)
    lease = timedelta(seconds=0.3)
    job = queue.claim("w", lease)
    assert job
    with Heartbeat(job, lease, at="heartbeat_at"):
        first = job.lease_until
        for _ in range(500):
            kept = Job.objects.get()
            if kept.lease_until != first:
                break
            threading.Event().wait(0.01)
    assert kept.lease_until > first
    assert kept.heartbeat_at > job.started_at


def test_a_heartbeat_does_not_take_back_a_lost_lease(committed: dict[str, Any], post: Callable[..., Mail]) -> None:
    post()
    mail = delivery.claim("w", timedelta(seconds=0.03))
    assert mail
    other = clock.now() + timedelta(hours=1)
    Mail.objects.update(lease_owner="other", attempts=2, lease_until=other)
    with Heartbeat(mail, timedelta(seconds=0.03)):
        threading.Event().wait(0.1)
    assert Mail.objects.get().lease_until == other


def test_two_workers_never_take_the_same_work(committed: dict[str, Any]) -> None:
    for number in range(40):
        queue.enqueue(sample.note, str(number))
    taken: list[str] = []

    def take() -> None:
        while job := queue.claim(threading.current_thread().name, timedelta(minutes=1)):
            taken.append(job.args[0])

    for thread in [in_a_thread(take) for _ in range(4)]:
        thread.join(60)
    assert sorted(taken, key=int) == [str(number) for number in range(40)]


def test_two_enqueuers_of_a_key_make_one_job(committed: dict[str, Any]) -> None:
    ids: list[object] = []
    threads = [in_a_thread(lambda: ids.append(queue.enqueue(sample.note, unique_key="k"))) for _ in range(4)]
    for thread in threads:
        thread.join(60)
    assert len(ids) == 4
    assert len(set(ids)) == 1
    assert Job.objects.count() == 1
