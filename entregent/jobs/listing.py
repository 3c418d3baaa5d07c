"""What the administration pages may read and do: envelopes, never contents."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.db.models import Count, QuerySet

from entregent.jobs import outbox
from entregent.jobs.models import Job, Mail, Schedule

# A mail's text may hold a sign-in link: nobody reads it but its addressee.
MAIL = (
    "id", "created_at", "state", "to_address", "to_name", "envelope", "kind", "house_id",
    "attempts", "first_try_at", "next_try_at", "sent_at", "last_error", "language", "event_id", "message_id",
)  # fmt: skip
JOB = (
    "id", "created_at", "state", "task", "queue", "priority", "run_after", "attempts", "max_attempts",
    "started_at", "finished_at", "heartbeat_at", "house_id", "error",
)  # fmt: skip
SCHEDULE = ("name", "next_at", "last_at", "last_result")
DEMO_MAIL = (*MAIL, "subject", "text", "html")


class NotSeen(LookupError):
    """There is no such mail among what the viewer sees."""


class Looker(Protocol):
    """The part of people.Viewer that is needed here."""

    @property
    def side(self) -> str: ...
    @property
    def house_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Counters:
    mails: dict[str, int]
    jobs: dict[str, int]
    oldest_waiting_mail: datetime | None


def mails_seen_by(viewer: Looker) -> QuerySet[Mail, Any]:
    """Envelopes as named tuples of MAIL, newest first: all for the platform, else the house's own."""
    return _visible_rows(Mail.objects.all(), viewer).order_by("-id").values_list(*MAIL, named=True)


def jobs_seen_by(viewer: Looker) -> QuerySet[Job, Any]:
    """Named tuples of JOB, newest first; `error` is the error's class."""
    return _visible_rows(Job.objects.all(), viewer).order_by("-created_at", "-id").values_list(*JOB, named=True)


def _visible_rows(rows: QuerySet[Any], viewer: Looker) -> QuerySet[Any]:
    if viewer.side == "platform":
        return rows
    if viewer.side != "provider" or viewer.house_id is None:
        return rows.none()
    return rows.filter(house_id=viewer.house_id)


def schedules() -> QuerySet[Schedule, Any]:
    """Named tuples of SCHEDULE, next first."""
    return Schedule.objects.order_by("next_at", "name").values_list(*SCHEDULE, named=True)


def counters() -> Counters:
    """How many rows there are in each state, for the platform's page and for alerts."""
    waiting = Mail.objects.filter(state=Mail.State.WAITING).order_by("id")
    return Counters(
        _by_state(Mail.objects.all()),
        _by_state(Job.objects.all()),
        waiting.values_list("created_at", flat=True).first(),
    )


def _by_state(rows: QuerySet[Any]) -> dict[str, int]:
    return dict(rows.values_list("state").annotate(Count("pk")).order_by())


def resend(mail_id: int, viewer: Looker) -> Mail:
    """Sends a mail that is over once more, and gives it back. Raises NotSeen, and outbox.NotRenewable."""
    if not mails_seen_by(viewer).filter(pk=mail_id).exists():
        raise NotSeen(mail_id)
    return outbox.renew(mail_id)


def mail_for_demo() -> QuerySet[Mail, Any]:
    """Every mail with its text, newest first. Raises RuntimeError unless this is the demo."""
    if settings.MODE != "demo":
        raise RuntimeError("Contents of mails are shown in the demo only.")
    return Mail.objects.order_by("-id").values_list(*DEMO_MAIL, named=True)


def told_events() -> dict[int, int]:
    """For the checks: event id → a mail that tells of it."""
    told = Mail.objects.exclude(event_id=None).values_list("event_id", "id")
    return {event_id: mail_id for event_id, mail_id in told if event_id is not None}


def mail_states(ids: Collection[int]) -> dict[int, str]:
    """How these mails stand, for whoever keeps their keys beside a record that its reader sees."""
    return dict(Mail.objects.filter(pk__in=ids).values_list("pk", "state")) if ids else {}
