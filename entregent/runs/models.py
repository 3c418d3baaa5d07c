"""Run: a long work on the rows of a list, with its progress, its errors and its undoing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.people.errors import Refused
from entregent.people.models import Membership
from entregent.people.sight import Personal
from entregent.people.viewer import Viewer

WAITING, RUNNING, DONE, STOPPED, UNDOING, UNDONE = "waiting", "running", "done", "stopped", "undoing", "undone"
LIVE = (WAITING, RUNNING, UNDOING)
STATES = [
    (WAITING, _("waiting")), (RUNNING, _("under way")), (DONE, _("finished")),
    (STOPPED, _("stopped")), (UNDOING, _("being undone")), (UNDONE, _("undone")),
]  # fmt: skip
UNDO_FOR = timedelta(minutes=10)
KEPT_FOR = timedelta(days=1)


class Run(Personal):
    """Seen by whoever asked for it. `done` is saved with each row: a worker that dies loses none and repeats none."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    list_name = models.CharField(max_length=80)
    query = models.TextField(blank=True)  # the address whose rows are meant
    act = models.CharField(max_length=40)  # an action's slug, or the kind of a file
    said = models.JSONField(default=dict)
    keys = models.JSONField(default=list)
    before = models.JSONField(default=list)  # [key, what undo needs, events], row by row
    errors = models.JSONField(default=list)  # [key, name, message]
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=STATES, default=WAITING)
    at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-at"])]

    def __str__(self) -> str:
        return f"{self.list_name}, {self.act}"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_file(self) -> bool:
        return self.act in ("csv", "xlsx")

    @property
    def path(self) -> Path:
        """Where its file lies: a name that nobody chose."""
        return Path(settings.DATA) / "exports" / f"{self.uuid}.{self.act}"

    @property
    def changed(self) -> int:
        return len(self.before)

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        fresh = self.ended_at is not None and now() - self.ended_at < UNDO_FOR
        undoable = any(memory is not None for _key, memory, *_events in self.before)
        return {
            "stop": self.state in (WAITING, RUNNING),
            "undo": self.state in (DONE, STOPPED) and fresh and undoable,
            "fetch": self.state == DONE and self.is_file and self.path.exists(),
        }

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        own = self.membership_id == viewer.membership_id
        return dict.fromkeys(("stop", "undo", "fetch"), own)

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        permitted, fitting = self.permits(viewer), self.fitting(viewer)
        return {act: permitted[act] and fitting[act] for act in permitted}

    def stop(self, *, by: Viewer) -> None:
        """What was done stays done; the rest is left alone."""
        self._turn("stop", STOPPED, by)

    def undo(self, *, by: Viewer) -> None:
        self._turn("undo", UNDOING, by)

    def _turn(self, ability: str, state: str, by: Viewer) -> None:
        with transaction.atomic():
            locked = Run.objects.visible_to(by).select_for_update()
            self.refresh_from_db(from_queryset=locked)
            if not self.abilities(by)[ability]:
                raise Refused(_("This work is already over."))
            self.state, self.ended_at = state, now() if state == STOPPED else self.ended_at
            self.save(update_fields=["state", "ended_at"])
            audit.record(f"runs.run.{state}", self, by=by, house_id=by.house_id)


def forget_old_runs() -> None:
    """Runs of yesterday, and their files: also those whose owner was deleted since."""
    before = now() - KEPT_FOR
    Run.objects.unscoped("runs too old to be looked at").filter(at__lt=before).delete()
    for path in (Path(settings.DATA) / "exports").glob("*"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
