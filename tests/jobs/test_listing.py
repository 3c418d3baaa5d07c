from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db.models import Q

from entregent.core.verify import run_checks
from entregent.jobs import listing, purge, queue
from entregent.jobs.models import Job, Mail, Schedule
from entregent.jobs.outbox import NotRenewable
from tests.jobs import sample

pytestmark = pytest.mark.django_db
Post = Callable[..., Mail]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def looker(side: str, house_id: int | None) -> Any:
    return SimpleNamespace(side=side, house_id=house_id)


PLATFORM, FIRST, SECOND = looker("platform", 9), looker("provider", 1), looker("provider", 2)
NOBODY = [looker("customer", 1), looker("", None), looker("provider", None)]


def test_a_house_sees_its_own_and_the_platform_all(post: Post) -> None:
    mails = [post(house_id=house) for house in (1, 2, None)]
    jobs = [queue.enqueue(sample.note, house_id=house) for house in (1, 2, None)]
    for viewer, places in ((PLATFORM, [2, 1, 0]), (FIRST, [0]), (SECOND, [1])):
        assert [row.id for row in listing.mails_seen_by(viewer)] == [mails[n].pk for n in places]
        assert {row.id for row in listing.jobs_seen_by(viewer)} == {jobs[n] for n in places}
    for viewer in NOBODY:
        assert not listing.mails_seen_by(viewer).exists()
        assert not listing.jobs_seen_by(viewer).exists()


def test_contents_are_shown_to_nobody_outside_of_the_demo(post: Post, settings: Any) -> None:
    post(text="lien de connexion", html="<p>lien</p>")
    for viewer in (PLATFORM, FIRST):
        assert not {"text", "html"} & set(listing.mails_seen_by(viewer).get()._fields)
    with pytest.raises(RuntimeError):
        listing.mail_for_demo()
    settings.MODE = "demo"
    assert listing.mail_for_demo().get().text == "lien de connexion"


def test_resending_is_for_those_who_see(post: Post) -> None:
    mail = post()
    Mail.objects.update(state="refused")
    for viewer in (SECOND, *NOBODY):
        with pytest.raises(listing.NotSeen):
            listing.resend(mail.pk, viewer)
    listing.resend(mail.pk, FIRST)
    assert Mail.objects.get().state == "waiting"
    with pytest.raises(NotRenewable):
        listing.resend(mail.pk, PLATFORM)


def test_counters_and_schedules(post: Post) -> None:
    first = post()
    post()
    queue.enqueue(sample.note)
    Schedule.objects.create(name="tick", next_at=NOON)
    counters = listing.counters()
    assert (counters.mails, counters.jobs) == ({"waiting": 2}, {"ready": 1})
    assert counters.oldest_waiting_mail == first.created_at
    assert [row.name for row in listing.schedules()] == ["tick"]


def test_old_mails_are_blanked_and_their_digest_stays(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purge, "BATCH", 2)
    with time_machine.travel(NOON, tick=False) as clock:
        mails = [post(html="<p>x</p>") for _ in range(5)]
        Mail.objects.exclude(pk=mails[4].pk).update(state="sent", sent_at=NOON)
        clock.shift(purge.MAIL_BODIES)
        purge.blank_mails()
        assert not Mail.objects.filter(Q(text="") | Q(to_name="")).exists()
        clock.shift(timedelta(seconds=1))
        purge.blank_mails()
        assert Mail.objects.filter(to_name="", text="", html="", purged_at__isnull=False).count() == 4
        assert Mail.objects.exclude(text="").get() == mails[4]
        assert set(Mail.objects.values_list("digest", flat=True)) == {mail.digest for mail in mails}
        assert list(run_checks("outbox")) == []


def test_finished_jobs_are_deleted_after_a_month() -> None:
    for _ in range(2):
        queue.enqueue(sample.note)
    Job.objects.filter(pk=Job.objects.first().pk).update(state="done", finished_at=NOON)  # type: ignore[union-attr]
    with time_machine.travel(NOON + purge.FINISHED_JOBS, tick=False) as clock:
        purge.delete_finished()
        assert Job.objects.count() == 2
        clock.shift(timedelta(seconds=1))
        purge.delete_finished()
    assert [job.state for job in Job.objects.all()] == ["ready"]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"text": "autre"}, "not what was posted"),
    ({"to_address": "x@example.org"}, "not what was posted"),
    ({"digest": "0" * 64}, "not what was posted"),
    ({"state": "lost"}, "unknown state"),
    ({"state": "sent"}, "without a date"),
    ({"state": "sending"}, "no living worker"),
    ({"state": "sending", "lease_until": NOON - timedelta(minutes=61)}, "no living worker"),
]


@pytest.mark.parametrize(("fields", "words"), WRONG)
def test_what_is_wrong_with_a_mail_is_found(post: Post, fields: dict[str, Any], words: str) -> None:
    mail = post()
    assert list(run_checks("outbox")) == []
    Mail.objects.update(**fields)
    with time_machine.travel(NOON, tick=False):
        (finding,) = run_checks("outbox")
    assert words in finding.message
    assert str(mail.pk) in finding.message


def test_what_is_wrong_with_a_job_is_found() -> None:
    queue.enqueue(sample.note)
    assert list(run_checks("jobs")) == []
    Job.objects.update(state="running")
    assert ["no living worker" in finding.message for finding in run_checks("jobs")] == [True]
    Job.objects.update(state="running", lease_until=datetime.now(UTC))
    assert list(run_checks("jobs")) == []
    Job.objects.update(state="asleep")
    assert ["unknown state" in finding.message for finding in run_checks("jobs")] == [True]
