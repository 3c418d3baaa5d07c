"""Activity: a call, a meeting or a task of somebody, about one dossier. Those to come and those that are over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, ClassVar, Final

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent import audit
from entregent.contacts.models import Contact
from entregent.core.clock import now
from entregent.core.searching import Findable
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.errors import Refused
from entregent.people.guard import demand
from entregent.people.models import House, Membership
from entregent.people.viewer import Viewer

CALL, MEETING, TASK = "call", "meeting", "task"
KINDS = [(CALL, _("Call")), (MEETING, _("Meeting")), (TASK, _("Task"))]
PLANNED, STARTED, WAITING, POSTPONED, DONE = "planned", "started", "waiting", "postponed", "done"
STATUSES = [
    (PLANNED, pgettext_lazy("activity", "Planned")), (STARTED, pgettext_lazy("activity", "Under way")),
    (WAITING, pgettext_lazy("activity", "Waiting")), (POSTPONED, pgettext_lazy("activity", "Postponed")),
    (DONE, pgettext_lazy("activity", "Done")),
]  # fmt: skip
OF_KIND: Final = {
    CALL: (PLANNED, POSTPONED, DONE), MEETING: (PLANNED, POSTPONED, DONE),
    TASK: (PLANNED, STARTED, WAITING, POSTPONED, DONE),
}  # fmt: skip
CHANGING = ("status", "done_at", "starts_at", "postponements")
INBOUND, OUTBOUND = "in", "out"
DIRECTIONS = [(INBOUND, pgettext_lazy("call", "Inbound")), (OUTBOUND, pgettext_lazy("call", "Outbound"))]
HIGH, MEDIUM, LOW = 1, 2, 3
PRIORITIES = [(HIGH, pgettext_lazy("priority", "High")), (MEDIUM, pgettext_lazy("priority", "Medium")),
              (LOW, pgettext_lazy("priority", "Low"))]  # fmt: skip


class Activity(Findable, OfDossier):
    """kind: CALL, MEETING or TASK. starts_at: when it is to be, or a task is due. minutes: how long it takes."""

    house_field = "house"
    keepers: ClassVar[set[str]] = set()  # rights whose bearers plan activities; each space adds its own

    house = models.ForeignKey(House, models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="activities", verbose_name=_("About"))
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("With")
    )  # fmt: skip
    kind = models.CharField(max_length=8, choices=KINDS)
    subject = models.CharField(_("Subject"), max_length=255)
    status = models.CharField(_("Status"), max_length=10, choices=STATUSES, default=PLANNED)
    starts_at = models.DateTimeField(_("When"))
    minutes = models.PositiveSmallIntegerField(_("Minutes"), default=30)
    direction = models.CharField(_("Direction"), max_length=3, blank=True, choices=DIRECTIONS)
    priority = models.PositiveSmallIntegerField(_("Priority"), choices=PRIORITIES, default=MEDIUM)
    place = models.CharField(_("Place"), max_length=255, blank=True)
    description = models.TextField(_("Description"), blank=True, max_length=10_000)
    assigned_to = models.ForeignKey(Membership, models.PROTECT, related_name="+", verbose_name=_("Assigned to"))
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(default=now, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    postponements = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "-starts_at"], name="activity_of_dossier"),
            models.Index(fields=["assigned_to", "starts_at"], condition=~Q(status=DONE), name="activity_to_come"),
            models.Index(fields=["house", "kind", "starts_at", "id"], name="activity_of_house"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_over(self) -> bool:
        return self.status == DONE

    def get_absolute_url(self) -> str:
        return reverse(f"{self.dossier.space}:activity", args=[self.pk])

    def edit_fields(self, viewer: Viewer) -> frozenset[str]:
        names = ("subject", "minutes", "priority", "place", "description")
        return frozenset(names if self.permits(viewer)["edit"] else ())

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        keeps = viewer.is_provider and not self.keepers.isdisjoint(viewer.rights)
        return dict.fromkeys(("edit", "finish", "postpone", "reopen"), keeps)

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return {"edit": True, "finish": not self.is_over, "postpone": not self.is_over, "reopen": self.is_over}

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        return {act: may and self.fitting(viewer)[act] for act, may in self.permits(viewer).items()}

    # Its verbs, each one transaction

    def plan(self, *, by: Viewer) -> None:
        """Keep it, new. Raises Refused for a contact of another record, PermissionDenied for whoever plans nothing."""
        with transaction.atomic():
            self.house_id, self.author_id = by.house_id or 0, by.acting
            demand(self, "edit", by)
            if self.contact and self.contact.dossier_id != self.dossier_id:
                raise Refused(_("This person belongs to another record."))
            self.keep_words(self.subject)
            self.save(force_insert=True)
            self._tell("planned", by=by, changes={"starts_at": [None, self.starts_at.isoformat()]})

    def finish(self, *, by: Viewer) -> None:
        """It is over, and moves to the history of its record."""
        with self._held("finish", by):
            self.status, self.done_at = DONE, now()
            self._tell("finished", by=by, status=DONE)

    def reopen(self, *, by: Viewer) -> None:
        with self._held("reopen", by):
            self.status, self.done_at = PLANNED, None
            self._tell("reopened", by=by, status=PLANNED)

    def postpone(self, to: datetime, reason: str, *, by: Viewer) -> None:
        """To another moment, with the reason; both dates stay in its history."""
        with self._held("postpone", by):
            before, self.starts_at = self.starts_at, to
            self.status, self.postponements = POSTPONED, self.postponements + 1
            changes = {"starts_at": [before.isoformat(), to.isoformat()]}
            self._tell("postponed", by=by, status=POSTPONED, changes=changes, reason=reason)

    def turn(self, status: str, *, by: Viewer) -> None:
        """A task under way, or waiting. Raises Refused for a status that its kind has not."""
        with self._held("postpone", by):
            if status not in OF_KIND[self.kind] or status in (DONE, POSTPONED):
                raise Refused(_("This is no status of such an activity."))
            self.status = status
            self._tell("turned", by=by, status=status)

    @contextmanager
    def _held(self, ability: str, by: Viewer) -> Iterator[None]:
        """The row locked and read again, saved at the end: of two people at once the second sees what the first did."""
        with transaction.atomic():
            rows = Activity.objects.visible_to(by).select_for_update(of=("self",))
            self.refresh_from_db(fields=CHANGING, from_queryset=rows)
            demand(self, ability, by)
            yield
            self.save(update_fields=CHANGING)

    def _tell(self, act: str, *, by: audit.Actor, **more: Any) -> None:
        around = {"house_id": self.house_id, "dossier_id": self.dossier_id}
        audit.record(f"agenda.activity.{act}", self, by=by, **around, **more)
