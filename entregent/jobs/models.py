"""Job, Schedule and Mail. Unguarded: imported in this room alone; pages read through listing.py."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from entregent.core import clock


class Leased(models.Model):
    """Work that one worker holds for a while: when its lease runs out, any worker takes it again."""

    attempts = models.PositiveIntegerField(default=0)
    lease_owner = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Job(Leased):
    class State(models.TextChoices):
        READY = "ready", pgettext_lazy("job", "Ready")
        RUNNING = "running", pgettext_lazy("job", "Running")
        DONE = "done", pgettext_lazy("job", "Done")
        FAILED = "failed", pgettext_lazy("job", "Failed")
        CANCELLED = "cancelled", pgettext_lazy("job", "Cancelled")

    UNFINISHED = (State.READY, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=50)
    priority = models.SmallIntegerField(default=0)
    # Empty means at once: a clock set back must not hold up what is due now.
    run_after = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READY)
    max_attempts = models.PositiveIntegerField()
    heartbeat_at = models.DateTimeField(null=True)
    unique_key = models.CharField(max_length=200, blank=True)
    house_id = models.BigIntegerField(null=True)
    result = models.JSONField(null=True)
    # The error's class, fit for a list; the traceback may quote what the task worked on.
    error = models.CharField(max_length=200, blank=True)
    traceback = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unique_key"],
                condition=Q(state__in=["ready", "running"]) & ~Q(unique_key=""),
                name="job_unique_while_unfinished",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-priority", "created_at"], name="job_next"),
            models.Index(fields=["house_id", "-created_at"], name="job_of_house"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.id}"


class Schedule(models.Model):
    name = models.CharField(max_length=100, unique=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)
    last_result = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


BLANKED = {"to_name": "", "text": "", "html": ""}  # what goes of a mail; address, subject and digest stay


class Mail(Leased):
    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("mail", "Waiting")
        SENDING = "sending", pgettext_lazy("mail", "Being sent")
        SENT = "sent", pgettext_lazy("mail", "Sent")
        REFUSED = "refused", pgettext_lazy("mail", "Refused")
        GIVEN_UP = "given_up", pgettext_lazy("mail", "Given up")

    UNFINISHED = (State.WAITING, State.SENDING)

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    message_id = models.CharField(max_length=250, unique=True)
    to_address = models.EmailField()
    to_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=250)
    envelope = models.CharField(max_length=250, blank=True)  # what administrators read in the place of its subject
    text = models.TextField()
    html = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=100)
    house_id = models.BigIntegerField(null=True)
    event_id = models.BigIntegerField(null=True)
    about = models.CharField(max_length=200, blank=True)
    thread_key = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64)
    holds_key = models.BooleanField(default=False)  # a link in it opens a door: its words go once it is sent
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    first_try_at = models.DateTimeField(null=True)
    # Empty means at once, as for Job.run_after.
    next_try_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="mail_next"),
            models.Index(fields=["thread_key", "id"], name="mail_of_thread", condition=~Q(thread_key="")),
            models.Index(fields=["house_id", "-id"], name="mail_of_house"),
        ]

    def __str__(self) -> str:
        return self.message_id
