from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.core.scoping import GuardedQuerySet
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.files import attaching, examining, verdicts
from entregent.files.models import File
from entregent.lists.copied_names import CopiedName
from entregent.people.errors import Refused
from entregent.people.models import House, Membership
from entregent.people.viewer import Viewer
from entregent.records.verbs import Acted
from entregent.spaces.depot import statuses
from entregent.spaces.depot.models.deposit import PURPOSE, Deposit
from entregent.spaces.depot.models.destination import Category, Destination
from entregent.spaces.depot.rights import DEPOSIT, HANDLE

TRASH = timedelta(days=30)
KEY = 160
CHANGING = (
    "status", "handler", "taken_at", "category", "year", "summary", "reason", "removed_at", "was",
    "removal_asked_at", "removal_reason", "purged_at", "verdict", "released_at",
)  # fmt: skip
COPIED = (
    CopiedName("name_key", "name"),
    CopiedName("party_key", "dossier__party__name", renamed_by="people.party.changed"),
    CopiedName("destination_key", "destination__name", renamed_by="depot.destination.changed"),
    CopiedName("handler_key", "handler__name_key", renamed_by="people.membership.changed"),
)
WAITING, KEPT = Q(status=statuses.HANDED), Q(status=statuses.TAKEN)


class Paper(Acted, OfDossier):
    """« Pièce »: one document that a client handed in.

    Until it is taken in charge its client may delete it; afterwards it lies in the safe of the firm, filed by client,
    year and category, and the client may ask for its removal. Its bytes never move.
    """

    house_field = "house"
    CHANGING, COPIED = CHANGING, COPIED

    house = models.ForeignKey(House, models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="papers")
    deposit = models.ForeignKey(Deposit, models.PROTECT, related_name="papers")
    destination = models.ForeignKey(Destination, models.PROTECT, related_name="+")
    # Of its file, which may be gone one day: the receipt still says what was handed in.
    file_uuid = models.UUIDField()
    name = models.CharField(_("Name"), max_length=255)
    size = models.BigIntegerField(_("Size"))
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=100)
    verdict = models.CharField(max_length=16, default=verdicts.NOT_EXAMINED)
    released_at = models.DateTimeField(null=True)  # somebody of the firm answers for what could not be examined
    status = models.CharField(max_length=8, choices=statuses.CHOICES, default=statuses.HANDED)
    handed_at = models.DateTimeField(default=now)
    handler = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="taken_papers")
    taken_at = models.DateTimeField(null=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+", verbose_name=_("Nature"))
    year = models.PositiveSmallIntegerField(_("Year"), null=True)
    summary = models.CharField(_("Summary"), max_length=300, blank=True)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)  # of its refusal
    removed_at = models.DateTimeField(null=True)
    was = models.CharField(max_length=8, blank=True)  # its status before it was deleted
    removal_asked_at = models.DateTimeField(null=True)
    removal_reason = models.CharField(_("Why it should go"), max_length=300, blank=True)
    purged_at = models.DateTimeField(null=True)
    first_read_at = models.DateTimeField(null=True)  # by the firm
    first_reader = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    # Names folded beside the row: a list of a million is sorted by an index of its own, never through a join.
    name_key = models.CharField(max_length=KEY, default="", editable=False)
    party_key = models.CharField(max_length=KEY, default="", editable=False)
    destination_key = models.CharField(max_length=KEY, default="", editable=False)
    handler_key = models.CharField(max_length=KEY, default="", editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=statuses.TAKEN) | (Q(handler__isnull=False) & Q(taken_at__isnull=False)),
                name="taken_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status=statuses.REMOVED) ^ Q(removed_at=None), name="removed_has_a_date"
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "status", "-handed_at", "-id"], name="paper_of_dossier"),
            models.Index(fields=["dossier", "digest"], name="paper_twin"),
            models.Index(fields=["house", "-handed_at", "-id"], condition=WAITING, name="paper_waiting"),
            models.Index(fields=["dossier", "-year", "category"], condition=KEPT, name="paper_filed"),
            models.Index(fields=["file_uuid"], name="paper_of_file"),
            models.Index(fields=["removed_at"], condition=Q(purged_at=None), name="paper_to_purge"),
            *(
                models.Index(fields=["house", key, "id"], name=f"paper_by_{key}")
                for key in ("name_key", "party_key", "destination_key", "handler_key", "handed_at", "taken_at")
            ),
            *(models.Index(fields=["dossier", key, "id"], name=f"own_by_{key}") for key in ("name_key", "handed_at")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("depot:paper", args=[self.pk])

    # What is here and who may touch it

    @property
    def state(self) -> statuses.Status:
        return statuses.STATUSES[self.status]

    @property
    def is_restorable(self) -> bool:
        return self.removed_at is not None and self.purged_at is None and now() < self.removed_at + TRASH

    def may_open(self, viewer: Viewer) -> bool:
        """Whether its bytes are this person's to have, by what the examination said."""
        return self.purged_at is None and verdicts.may_open(
            self.verdict, is_sender=viewer.is_customer, is_released=self.released_at is not None
        )

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        """What is this person's to do, whatever the status."""
        hands = viewer.is_customer and viewer.can(DEPOSIT)
        handles = viewer.is_provider and viewer.can(HANDLE)
        return {
            "open": True, "delete": hands, "restore": hands, "ask_removal": hands,
            "take": handles, "file": handles, "refuse": handles, "answer_removal": handles, "release": handles,
        }  # fmt: skip

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        """What its state allows."""
        handed, taken, asked = self.status == statuses.HANDED, self.status == statuses.TAKEN, self.removal_asked_at
        blocked = self.verdict == verdicts.UNSCANNABLE and self.released_at is None
        return {
            "open": self.may_open(viewer), "delete": handed or self.status == statuses.REFUSED,
            "restore": self.is_restorable and self.was != statuses.TAKEN, "ask_removal": taken and asked is None,
            "take": handed and self.may_open(viewer), "file": taken, "refuse": handed,
            "answer_removal": taken and asked is not None, "release": blocked and self.status != statuses.REMOVED,
        }  # fmt: skip

    def too_late_words(self) -> str:
        """Who was quicker, for whoever comes second."""
        if self.status == statuses.TAKEN and self.taken_at:
            day = date_format(timezone.localtime(self.taken_at), "SHORT_DATETIME_FORMAT")
            told = {"name": self.handler or "", "day": day}
            return str(_("%(name)s took charge of this document on %(day)s.") % told)
        return str(_("This document is no longer in a state that allows it."))

    # Its verbs, each one transaction: check the state, change it, write the event

    @classmethod
    def hand_in(cls, deposit: Deposit, file: File, *, by: Viewer) -> Paper:
        """One received file of a deposit under way."""
        paper = cls(
            house_id=deposit.house_id, dossier=deposit.dossier, deposit=deposit, destination=deposit.destination,
            file_uuid=file.uuid, name=file.name, size=file.size, digest=file.digest, kind=file.kind,
            verdict=file.verdict,
        )  # fmt: skip
        paper.keep_names()
        paper.save(force_insert=True)
        attaching.attach(by, [file.uuid], paper, purpose=PURPOSE)
        paper.tell("handed", by=by, status=statuses.HANDED)
        return paper

    def take(self, category: Category, year: int, summary: str = "", *, by: Viewer) -> None:
        """Take charge of it: it goes into the safe, filed; its client can no longer delete it."""
        with self.changing("take", by):
            self.handler_id, self.taken_at = by.membership_id, now()
            self._file(category, year, summary)
            self._go(statuses.TAKEN)
            self.tell("taken", by=by, status=statuses.TAKEN, category=category.pk, year=year)

    def file(self, category: Category, year: int, summary: str = "", *, by: Viewer) -> None:
        """File it elsewhere."""
        with self.changing("file", by):
            before = [self.category_id, self.year]
            self._file(category, year, summary)
            self.tell("filed", by=by, changes={"filing": [before, [category.pk, year]]})

    def refuse(self, reason: str, *, by: Viewer) -> None:
        """It cannot be used: its client is told why, and what to do."""
        with self.changing("refuse", by):
            self.reason = reason
            self._go(statuses.REFUSED)
            self.tell("refused", by=by, status=statuses.REFUSED, reason=reason)

    def take_back(self, *, by: Viewer) -> None:
        """Out of a mistaken taking in charge: it waits again."""
        with self.changing("file", by):
            self.handler, self.taken_at, self.category, self.year = None, None, None, None
            self.status = statuses.HANDED
            self.tell("put_back", by=by, status=statuses.HANDED)

    def remove(self, *, by: Viewer) -> None:
        """Its client deletes it; it can be brought back for thirty days."""
        with self.changing("delete", by):
            self._remove()
            self.tell("removed", by=by, status=statuses.REMOVED)

    def restore(self, *, by: Viewer) -> None:
        """Out of the trash, to where it stood."""
        with self.changing("restore", by):
            self.status, self.removed_at, self.was = self.was, None, ""
            self.tell("restored", by=by, status=self.status)

    def ask_removal(self, reason: str, *, by: Viewer) -> None:
        """Its client asks the firm to take it out of the safe."""
        with self.changing("ask_removal", by):
            self.removal_asked_at, self.removal_reason = now(), reason
            self.tell("removal_asked", by=by, reason=reason)

    def grant_removal(self, *, by: Viewer) -> None:
        """The firm agrees: it goes, and can be brought back by nobody but the firm's own backup."""
        with self.changing("answer_removal", by):
            self._remove()
            self.removal_asked_at = None
            self.tell("removal_granted", by=by, status=statuses.REMOVED)

    def decline_removal(self, reason: str, *, by: Viewer) -> None:
        """The firm has to keep it, and says why."""
        with self.changing("answer_removal", by):
            self.removal_asked_at = None
            self.tell("removal_declined", by=by, reason=reason)

    def release(self, reason: str, *, by: Viewer) -> None:
        """Somebody of the firm answers for a file that the scanner could not look into."""
        with self.changing("release", by):
            examining.release(self.file_uuid, reason, by=by)
            self.released_at = now()
            self.tell("released", by=by, reason=reason)

    def purge(self) -> None:
        """Its time in the trash is over: its bytes go, its line on the receipt stays. Asks nobody."""
        with transaction.atomic(), self.saved():
            attaching.let_go(self, by=audit.SYSTEM)
            self.purged_at = now()
            self.tell("purged", by=audit.SYSTEM)

    # Privates, in order of call

    def words_of_its_own(self) -> tuple[str, ...]:
        return (self.summary,)

    def _file(self, category: Category, year: int, summary: str) -> None:
        self.category, self.year, self.summary = category, year, summary
        self.keep_names()

    def _go(self, status: str) -> None:
        if status not in statuses.FOLLOWS[self.status]:
            raise Refused(_("This document is no longer in a state that allows it."))
        self.status = status

    def _remove(self) -> None:
        self.was = self.status
        self._go(statuses.REMOVED)
        self.removed_at = now()

    @contextmanager
    def saved(self) -> Iterator[None]:
        """A summary is one of the words that it is found by."""
        before = self.summary
        with super().saved():
            yield
        if self.summary != before:
            self.save(update_fields=["search_key"])

    def tell(self, act: str, *, by: audit.Actor, **particulars: Any) -> None:
        around = {"house_id": self.house_id, "dossier_id": self.dossier_id}
        audit.record(f"depot.paper.{act}", self, by=by, **around, **particulars)


def every_paper() -> GuardedQuerySet[Paper]:
    """For this space alone: papers of a deposit or of a file that was found, the trash, counts of a house, checks."""
    return Paper.objects.unscoped("of a deposit or a file that was found, or counted for a house")
