from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.files import attaching
from entregent.people.guard import demand
from entregent.people.models import House, Membership
from entregent.people.sides import ADVISER
from entregent.people.sight import OfHouse
from entregent.people.viewer import Viewer
from entregent.questions.models import Form, FormVersion
from entregent.spaces.extranet import statuses
from entregent.spaces.extranet.rights import ANSWER

PURPOSE: Final = "courrier"  # what files are sent for
CHANGING = ("status", "read_at", "reader", "archived_at")


class LetterType(OfHouse):
    """« Type de courrier »: what the body sends; with a list of questions where it asks for an answer."""

    known_to_customers = True

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    name = models.CharField(_("Name"), max_length=120)
    form = models.ForeignKey(
        Form, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("List of questions")
    )
    days = models.PositiveSmallIntegerField(_("Days to answer"), default=30)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["house", "name"], name="letter_type_once")]

    def __str__(self) -> str:
        return self.name


class Campaign(OfHouse):
    """« Campagne »: one letter sent to many."""

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    letter_type = models.ForeignKey(LetterType, models.PROTECT, related_name="+", verbose_name=_("Type of letter"))
    title = models.CharField(_("Title"), max_length=160)
    text = models.TextField(_("Text"), max_length=20_000)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", editable=False)

    def __str__(self) -> str:
        return self.title

    def send(
        self, dossiers: Iterable[Dossier], *, by: Viewer, due_on: date | None = None, files: Collection[UUID] = (),
        file_of: Mapping[int, UUID] | None = None,
    ) -> list[Letter]:  # fmt: skip
        """A letter for each of these files, which asks what its type asks today; each cabinet is told once a letter.

        due_on: until when an answer is awaited; without it, as the type says. files: received, the same for all.
        file_of: the key of a received file by that of a dossier, for those that get one of their own.
        """
        with transaction.atomic():
            self.house_id, self.by_id, kind = by.house_id or 0, by.acting, self.letter_type
            self.save(force_insert=True)
            attaching.attach(by, files, self, purpose=PURPOSE)
            version = kind.form.current(by) if kind.form else None
            last = due_on or timezone.localdate(now()) + timedelta(days=kind.days)
            letters = [self._letter(one, version, last) for one in dossiers]
            for letter in letters:
                letter.save(force_insert=True)
                own = (file_of or {}).get(letter.dossier_id)
                attaching.attach(by, [own] if own else [], letter, purpose=PURPOSE)
                letter.tell("sent", by=by)
        return letters

    def _letter(self, dossier: Dossier, version: FormVersion | None, last: date) -> Letter:
        return Letter(
            house_id=self.house_id, dossier=dossier, campaign=self, letter_type=self.letter_type, title=self.title,
            text=self.text, version=version, due_on=last if version else None,
        )  # fmt: skip


class Letter(OfDossier):
    """« Courrier »: of the body, about one member, or to a cabinet about itself. It never leaves the portal by mail."""

    house_field = "house"

    house = models.ForeignKey(House, models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="letters")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="letters")
    letter_type = models.ForeignKey(LetterType, models.PROTECT, related_name="+")
    title = models.CharField(_("Title"), max_length=160)
    text = models.TextField(_("Text"))
    version = models.ForeignKey(FormVersion, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("Answer before"), null=True)
    sent_at = models.DateTimeField(_("Date"), default=now)
    status = models.CharField(max_length=8, choices=statuses.CHOICES, default=statuses.NEW)
    read_at = models.DateTimeField(null=True)  # by the cabinet, the first time
    reader = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    archived_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "-sent_at"], name="letter_of_dossier"),
            models.Index(fields=["house", "-sent_at", "-id"], name="letter_of_house"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("extranet:letter", args=[self.pk])

    @property
    def state(self) -> statuses.Status:
        return statuses.STATUSES[self.status]

    @property
    def asks(self) -> bool:
        return self.version_id is not None

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.status != statuses.ANSWERED and self.due_on < timezone.localdate(now())

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        return dict.fromkeys(("open", "put_back", "answer"), viewer.side == ADVISER and viewer.can(ANSWER))

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        from entregent.spaces.extranet.models.answer import Answer  # noqa: PLC0415 (it stands above)

        waits = self.asks and self.status != statuses.ANSWERED
        free = waits and not Answer.objects.visible_to(viewer).filter(letter=self, decision="").exists()
        return {"open": True, "put_back": self.archived_at is not None and not self.asks, "answer": free}

    def open(self, *, by: Viewer) -> None:
        """Read by a person of the cabinet: archived for the cabinet, unless an answer is awaited."""
        with self._held("open", by):
            if self.status == statuses.NEW:
                self.status, self.read_at, self.reader_id = statuses.READ, now(), by.acting
                self.tell("read", by=by)
            if not self.asks:
                self.archived_at = self.archived_at or now()

    def put_back(self, *, by: Viewer) -> None:
        """« Remettre dans les nouveaux »."""
        with self._held("put_back", by):
            self.archived_at = None
            self.tell("put_back", by=by)

    def close_answered(self) -> None:
        """Its answer has reached the body."""
        self.status, self.archived_at = statuses.ANSWERED, now()
        self.save(update_fields=["status", "archived_at"])

    @contextmanager
    def _held(self, ability: str, by: Viewer) -> Iterator[None]:
        """The row locked and read again, then saved: of two people at once the second sees what the first did."""
        with transaction.atomic():
            rows = Letter.objects.visible_to(by).select_for_update(of=("self",))
            self.refresh_from_db(fields=CHANGING, from_queryset=rows)
            demand(self, ability, by)
            yield
            self.save(update_fields=CHANGING)

    def tell(self, act: str, *, by: audit.Actor, **more: Any) -> None:
        around = {"house_id": self.house_id, "dossier_id": self.dossier_id}
        audit.record(f"extranet.letter.{act}", self, by=by, **around, **more)
