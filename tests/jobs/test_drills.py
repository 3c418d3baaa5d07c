"""Workers are killed, and nothing is lost."""

import json
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from entregent.core import clock
from entregent.core.verify import run_checks
from entregent.jobs import queue
from entregent.jobs.models import Job, Mail
from entregent.jobs.smtp import SmtpTransport
from entregent.jobs.worker import Worker
from tests.jobs import sample
from tests.jobs.committed import environment
from tests.jobs.peers import Box, serving

pytestmark = pytest.mark.drill
PROCESS = Path(__file__).with_name("process.py")
MAILS, DIES_AT = 8, 4


def start(**order: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, PROCESS, json.dumps(order)], env=environment())


def run(**order: Any) -> int:
    return start(**order, until_idle=True).wait(60)


def work(smtp: dict[str, Any] | None = None) -> None:
    """A healthy worker, here."""
    Worker(only=["mail", "jobs"], transport=SmtpTransport(**smtp) if smtp else None).run_until_idle()


def run_out() -> None:
    """Leases run out, without waiting for it."""
    past = clock.now() - timedelta(seconds=1)
    for model in (Mail, Job):
        model.objects.filter(lease_until__isnull=False).update(lease_until=past)


def post_some(post: Callable[..., Mail]) -> dict[str, list[str]]:
    """Two threads of mails; gives the Message-IDs of each, in order."""
    posted: dict[str, list[str]] = {"a": [], "b": []}
    with transaction.atomic():
        for number in range(MAILS):
            key = "ab"[number % 2]
            posted[key].append(post(subject=f"{key}{number}", thread_key=key).message_id)
    return posted


def first_times(ids: list[str]) -> list[str]:
    return list(dict.fromkeys(ids))


# The point of death, and how often the mail under way then arrives in all.
POINTS = [("claimed", 1), ("before sending", 1), ("sending", 2), ("answered", 2), ("marking", 2)]


@pytest.mark.parametrize(("point", "arrivals"), POINTS)
def test_no_mail_is_lost_when_the_worker_is_killed(
    committed: dict[str, Any], certificate: Path, post: Callable[..., Mail], point: str, arrivals: int
) -> None:
    posted, box = post_some(post), Box()
    with serving(box, certificate) as smtp:
        if point == "sending":
            box.kill_at = DIES_AT
        process = start(settings=committed, smtp=smtp, die=[point, DIES_AT])
        box.victim = process.pid
        box.victim_known.set()
        assert process.wait(60) == -signal.SIGKILL
        assert Mail.objects.filter(state="sending").count() == 1
        work(smtp)
        assert Mail.objects.filter(state="sending").count() == 1, "a lease is respected while it runs"
        run_out()
        work(smtp)
    counts = Counter(box.ids())
    assert set(counts) == {*posted["a"], *posted["b"]}
    assert sorted(counts.values()) == [1] * (MAILS - 1) + [arrivals]
    for ids in posted.values():
        assert [arrived for arrived in first_times(box.ids()) if arrived in ids] == ids
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}
    assert list(run_checks("outbox", "jobs")) == []


def test_the_drill_notices_a_worker_that_marks_before_it_sends(
    committed: dict[str, Any], certificate: Path, post: Callable[..., Mail]
) -> None:
    posted, box = post_some(post), Box()
    with serving(box, certificate) as smtp:
        process = start(settings=committed, smtp=smtp, die=["before sending", DIES_AT], careless=True)
        assert process.wait(60) == -signal.SIGKILL
        run_out()
        work(smtp)
    assert len({*posted["a"], *posted["b"]} - set(box.ids())) == 1


def test_no_mail_is_sent_twice_when_nobody_dies(
    committed: dict[str, Any], certificate: Path, post: Callable[..., Mail]
) -> None:
    posted, box = post_some(post), Box()
    with serving(box, certificate) as smtp:
        both = [start(settings=committed, smtp=smtp, until_idle=True) for _ in range(2)]
        assert [process.wait(60) for process in both] == [0, 0]
        work(smtp)
    assert sorted(box.ids()) == sorted([*posted["a"], *posted["b"]])
    for ids in posted.values():
        assert [arrived for arrived in box.ids() if arrived in ids] == ids


def test_a_job_that_was_running_runs_again(committed: dict[str, Any], tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    queue.enqueue(sample.die_the_first_time, str(trace))
    assert run(settings=committed) == -signal.SIGKILL
    assert Job.objects.get().state == "running"
    work()
    assert trace.read_text() == "ran\n"
    run_out()
    work()
    assert trace.read_text() == "ran\nran\n"
    assert (Job.objects.get().state, Job.objects.get().attempts) == ("done", 2)
    assert list(run_checks("jobs")) == []


def test_a_job_that_kills_every_worker_is_left_in_the_end(committed: dict[str, Any], tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    queue.enqueue(sample.die_always, str(trace))
    queue.enqueue(sample.note)
    for _ in range(2):
        assert run(settings=committed) == -signal.SIGKILL
        run_out()
    work()
    assert trace.read_text() == "ran\nran\n"
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "failed"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_asked_to_stop_finishes_its_job(
    committed: dict[str, Any], tmp_path: Path, number: signal.Signals
) -> None:
    go = tmp_path / "go"
    queue.enqueue(sample.wait_for, str(go))
    queue.enqueue(sample.note)
    process = start(settings=committed)
    await_file(tmp_path / "go.begun", process)
    process.send_signal(number)
    go.touch()
    assert process.wait(60) == 0
    assert {job.task.rpartition(".")[2]: job.state for job in Job.objects.all()} == {
        "wait_for": "done",
        "note": "ready",
    }


def await_file(path: Path, process: subprocess.Popen[bytes]) -> None:
    while not path.exists() and process.poll() is None:
        threading.Event().wait(0.01)
    assert path.exists()
