"""CallMessage: what a caller said, numbered for its subscriber; and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from entregent import audit
from entregent.agenda.models import Engagement
from entregent.contacts.models import Contact
from entregent.contacts.telephones import telephone_link, telephone_search_words, telephone_words
from entregent.core.clock import now
from entregent.core.searching import Findable
from entregent.dossiers.models import Dossier, Sequence
from entregent.dossiers.sight import OfDossier
from entregent.files import attaching
from entregent.people.errors import Refused
from entregent.people.models import House
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat import kinds
from entregent.spaces.secretariat.models.line import KeepingRule
from entregent.spaces.secretariat.rights import READ, TAKE

PURPOSE: Final = "fax"
NOTHING, TO_CALL, CALLED = "", "to_call", "called"
FOLLOWED = (
    (NOTHING, gettext_lazy("–")),
    (TO_CALL, gettext_lazy("to call back")),
    (CALLED, gettext_lazy("called back")),
)


class CallMessage(Findable, OfDossier):
    """« Message »: numbered without a gap for each subscriber. Urgent ones stand first until they are acknowledged."""

    house_field = "house"

    house = models.ForeignKey(House, models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="call_messages")
    number = models.PositiveIntegerField(gettext_lazy("No."))
    kind = models.CharField(
        gettext_lazy("Type"), max_length=12, choices=kinds.CHOICES, default=kinds.INFORMATION
    )  # fmt: skip
    is_urgent = models.BooleanField(pgettext_lazy("message", "Urgent"), default=False)
    is_pinned = models.BooleanField(default=False, editable=False)
    received_at = models.DateTimeField(gettext_lazy("Received"), default=now)
    changed_at = models.DateTimeField(default=now, editable=False)
    caller = models.CharField(gettext_lazy("Caller"), max_length=161, blank=True)
    phone = models.CharField(gettext_lazy("Telephone"), max_length=30, blank=True)
    address = models.CharField(gettext_lazy("Address"), max_length=300, blank=True)
    text = models.TextField(gettext_lazy("Message"), blank=True, max_length=4000)
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="call_messages")
    engagement = models.ForeignKey(Engagement, models.PROTECT, null=True, blank=True, related_name="call_messages")
    taken_by = models.CharField(gettext_lazy("Taken by"), max_length=161, blank=True)
    archiving = models.ForeignKey("Archiving", models.PROTECT, null=True, related_name="messages")
    archived_at = models.DateTimeField(pgettext_lazy("message", "Archived"), null=True)
    followed = models.CharField(gettext_lazy("Calling back"), max_length=8, blank=True, choices=FOLLOWED)
    call_on = models.DateField(gettext_lazy("To call back on"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="message_number_once")]
        indexes = [
            models.Index(
                fields=["dossier", "-is_pinned", "-id"], condition=Q(archived_at=None), name="messages_waiting"
            ),
            models.Index(fields=["dossier", "-archived_at", "-id"], name="messages_archived"),
            models.Index(fields=["contact", "-id"], condition=Q(contact__isnull=False), name="messages_contact"),
            models.Index(fields=["house", "is_pinned"], condition=Q(is_pinned=True), name="messages_urgent"),
            models.Index(fields=["archived_at"], condition=Q(archived_at__isnull=False), name="messages_to_erase"),
        ]

    def __str__(self) -> str:
        return _("Message no. %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("secretariat:message", args=[self.pk])

    @property
    def look(self) -> kinds.MessageKind:
        """Icon, word and colour: urgent before all else."""
        return kinds.KINDS[kinds.URGENT if self.is_urgent else self.kind]

    @property
    def plain_look(self) -> kinds.MessageKind:
        return kinds.KINDS[self.kind]

    @property
    def phone_words(self) -> str:
        return telephone_words(self.phone)

    @property
    def phone_link(self) -> str:
        return telephone_link(self.phone)

    @property
    def engagement_url(self) -> str:
        """Its slot in the agenda, focused."""
        return reverse("secretariat:engagement", args=[self.engagement_id]) if self.engagement_id else ""

    @property
    def who(self) -> str:
        return self.caller or (self.contact.name if self.contact else "")

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        reads, takes = viewer.is_customer and viewer.can(READ), viewer.is_provider and viewer.can(TAKE)
        return {
            "archive": reads, "bring_back": reads, "acknowledge": reads, "follow": reads, "answer": reads or takes,
            "change": takes,
        }  # fmt: skip

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        waits = self.archived_at is None
        return {
            "archive": waits and not self.is_pinned, "bring_back": not waits, "acknowledge": self.is_pinned,
            "follow": waits, "answer": True, "change": waits,
        }  # fmt: skip

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        permitted, fitting = self.permits(viewer), self.fitting(viewer)
        return {act: permitted[act] and fitting[act] for act in permitted}

    def write(self, *, by: Viewer, files: Collection[UUID] = ()) -> None:
        """Number it and keep it; the subscriber is told by the rules of their line."""
        with transaction.atomic():
            self.house_id = self.dossier.house_id
            self.number = Sequence.following(self.house_id, f"secretariat:{self.dossier_id}")
            self.is_pinned, self.taken_by = self.is_urgent, by.name
            self._find_words()
            self.save(force_insert=True)
            attaching.attach(by, files, self, purpose=PURPOSE)
            self._tell("written", by, kind=self.kind, urgent=self.is_urgent)

    def change(self, said: dict[str, Any], *, by: Viewer) -> None:
        """The operator corrects what they wrote."""
        with transaction.atomic():
            self._hold("change", by)
            for name, value in said.items():
                setattr(self, name, value)
            self.is_pinned = self.is_urgent and not hasattr(self, "acknowledgement")
            self.changed_at = now()
            self._find_words()
            self.save()
            self._tell("changed", by, fields=sorted(said))

    def acknowledge(self, *, by: Viewer) -> None:
        """« J’ai pris connaissance »: the operator sees by whom and when."""
        with transaction.atomic():
            self._hold("acknowledge", by)
            Acknowledgement(message=self, by_name=by.name).save(force_insert=True)
            self.is_pinned, self.changed_at = False, now()
            self.save(update_fields=["is_pinned", "changed_at"])
            self._tell("acknowledged", by)

    def bring_back(self, *, by: Viewer) -> None:
        """From the archives: it waits again."""
        with transaction.atomic():
            self._hold("bring_back", by)
            self.archiving, self.archived_at = None, None
            self.save(update_fields=["archiving", "archived_at"])
            self._tell("brought_back", by)

    def follow(self, state: str, on: date | None = None, *, by: Viewer) -> None:
        """« À rappeler », « Rappelé ». on: the day to call back."""
        with transaction.atomic():
            self._hold("follow", by)
            self.followed, self.call_on, self.changed_at = state, on, now()
            self.save(update_fields=["followed", "call_on", "changed_at"])
            self._tell("followed", by, state=state)

    def answer(self, text: str, *, by: Viewer) -> Answer:
        """A word to the secretariat, or from it."""
        with transaction.atomic():
            self._hold("answer", by)
            said = Answer(message=self, text=text, by_name=by.name, is_of_provider=by.is_provider)
            said.save(force_insert=True)
            self.changed_at = now()
            self.save(update_fields=["changed_at"])
            self._tell("answered", by)
        return said

    def erased_on(self, rule: KeepingRule) -> datetime | None:
        return self.archived_at + timedelta(days=rule.archive_days) if self.archived_at else None

    def _hold(self, act: str, by: Viewer) -> None:
        rows = type(self).objects.visible_to(by).select_for_update(of=("self",))
        self.refresh_from_db(from_queryset=rows)
        if not self.abilities(by)[act]:
            raise Refused(_("This message is no longer in a state that allows it."), self)

    def _find_words(self) -> None:
        numbers = telephone_search_words(self.phone)
        known = [self.contact.name] if self.contact else []
        self.keep_words(self.caller, *known, *numbers, str(self.number), self.address, self.text)

    def _tell(self, act: str, by: audit.Actor, **particulars: Any) -> None:
        around = {"house_id": self.house_id, "dossier_id": self.dossier_id}
        audit.record(f"secretariat.callmessage.{act}", self, by=by, **around, **particulars)


class Archiving(OfDossier):
    """Messages that were archived together: who, when; undone together."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=161, blank=True)
    at = models.DateTimeField(default=now)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count}"

    @classmethod
    def of(cls, messages: Any, *, by: Viewer) -> Archiving | None:
        """Those of these messages that may be archived; None when there is none. messages: rows of one subscriber.

        Urgent ones that nobody acknowledged stay where they are.
        """
        with transaction.atomic():
            rows = list(messages.filter(archived_at=None, is_pinned=False).select_for_update(of=("self",)))
            if not rows:
                return None
            made = cls(dossier_id=rows[0].dossier_id, by_name=by.name, count=len(rows))
            made.save(force_insert=True)
            keys = [row.pk for row in rows]
            CallMessage.objects.visible_to(by).filter(pk__in=keys).update(archiving=made, archived_at=made.at)
            made._tell("made", by, rows[0].house_id)
        return made

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        return {"undo": viewer.is_customer and viewer.can(READ)}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return {"undo": CallMessage.objects.visible_to(viewer).filter(archiving=self).exists()}

    def undo(self, *, by: Viewer) -> int:
        """Its messages wait again, where they stood; how many."""
        with transaction.atomic():
            rows = CallMessage.objects.visible_to(by).filter(archiving=self)
            count = rows.update(archiving=None, archived_at=None)
            self._tell("undone", by, self.dossier.house_id)
        return int(count)

    def _tell(self, act: str, by: Viewer, house: int) -> None:
        audit.record(
            f"secretariat.archiving.{act}", self, by=by, house_id=house, dossier_id=self.dossier_id, count=self.count
        )


class Acknowledgement(OfDossier):
    """« J’ai pris connaissance » of an urgent message."""

    dossier_field = "message__dossier"

    message = models.OneToOneField(CallMessage, models.CASCADE, related_name="acknowledgement")
    by_name = models.CharField(max_length=161)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.by_name


class Answer(OfDossier):
    """A word between the subscriber and the secretariat about a message."""

    dossier_field = "message__dossier"

    message = models.ForeignKey(CallMessage, models.CASCADE, related_name="answers")
    text = models.TextField(gettext_lazy("Answer"), max_length=2000)
    by_name = models.CharField(max_length=161)
    is_of_provider = models.BooleanField(default=False)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]
