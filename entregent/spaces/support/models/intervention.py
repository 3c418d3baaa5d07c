from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.core.richtext import Written
from entregent.dossiers.models import Dossier, Sequence
from entregent.dossiers.sight import OfDossier
from entregent.files import attaching
from entregent.links import linking
from entregent.links.kinds import FOLLOWS
from entregent.lists.copied_names import CopiedName
from entregent.people.errors import Refused
from entregent.people.models import House, Membership
from entregent.people.viewer import Viewer
from entregent.questions.models import FormVersion
from entregent.questions.stored_answers import Answers, files_in
from entregent.spaces.support import acts, statuses
from entregent.spaces.support.models.contract import Contract
from entregent.spaces.support.models.handled import Handled
from entregent.spaces.support.models.owned import Owned
from entregent.spaces.support.models.service import DeskMember, Service
from entregent.spaces.support.models.timing import TIMES, Timed
from entregent.spaces.support.rights import HANDLE, REASSIGN, REQUEST
from entregent.threads.models import PURPOSE, Message, Thread
from entregent.threads.trail import Trail

if TYPE_CHECKING:
    from entregent.spaces.support.models.closing import Closure

Files = Collection[UUID]  # keys of the author's own that were received
TRAIL = Trail(acts.REQUEST)
STATE = ("status", "ended_at", "changed_at", "details", "service", "ownerless_since", "rating_until")
CHANGING = (*STATE, *TIMES, "handler", "owner", "subject")

LIVE, OVER = Q(archived_at=None), Q(ended_at__isnull=False)
RESTORABLE = timedelta(days=30)  # after a cancellation
LONGEST_KEY = 160
COPIED = (
    CopiedName("subject_key", "subject"),
    CopiedName("product_key", "contract__product__name", renamed_by="support.product.changed"),
    CopiedName("party_key", "dossier__party__name", renamed_by="people.party.changed"),
    CopiedName("owner_key", "owner__name_key", renamed_by="people.membership.changed"),
    CopiedName("handler_key", "handler__name_key", renamed_by="people.membership.changed"),
)
SORTED = ("opened_at", "status", *(one.column for one in COPIED))


class Intervention(Owned, Handled, Timed, OfDossier):
    """A request for intervention (« DI »): asked under a contract, answered by a desk, closed by both.

    Without an owner it shows « Demande à réaffecter » until someone is named.
    """

    house_field = "house"
    CHANGING, COPIED = CHANGING, COPIED

    house = models.ForeignKey(House, models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="interventions")
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="interventions", verbose_name=_("Contract"))
    # That of its contract, unless it was moved to the desk of another one.
    service = models.ForeignKey(Service, models.PROTECT, related_name="+", verbose_name=_("Service"), db_index=False)
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="intervention")
    number = models.PositiveIntegerField(_("No."))
    subject = models.CharField(_("Subject"), max_length=150)
    details = models.JSONField(default=list)  # answers to the product's further questions, with their words
    # What it was filed with: read and edited with it, whatever is asked since.
    form_version = models.ForeignKey(FormVersion, models.PROTECT, null=True, related_name="+", db_index=False)
    owner = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="owned_interventions")
    handler = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="handled_interventions")
    status = models.CharField(max_length=12, choices=statuses.CHOICES, default=statuses.TO_HANDLE)
    opened_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)
    rating_until = models.DateTimeField(null=True)  # closed without an answer: the questionnaire may still be filled in
    archived_at = models.DateTimeField(null=True)
    ownerless_since = models.DateTimeField(null=True)  # until its establishment was reminded that it has no owner
    # Names folded beside the row: a list of a million is sorted by an index of its own, never through a join.
    subject_key = models.CharField(max_length=LONGEST_KEY, default="", editable=False)
    product_key = models.CharField(max_length=LONGEST_KEY, default="", editable=False)
    party_key = models.CharField(max_length=LONGEST_KEY, default="", editable=False)
    owner_key = models.CharField(max_length=LONGEST_KEY, default="", editable=False)
    handler_key = models.CharField(max_length=LONGEST_KEY, default="", editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["house", "number"], name="intervention_number_once"),
            models.CheckConstraint(condition=Q(status__in=statuses.ENDED) ^ Q(ended_at=None), name="ended_has_a_date"),
        ]
        indexes = [
            models.Index(fields=["dossier", "status", "-number"], condition=LIVE, name="intervention_live_of_dossier"),
            models.Index(fields=["house", "status", "-number"], condition=LIVE, name="intervention_live"),
            models.Index(fields=["house", "-number"], condition=Q(ended_at=None), name="intervention_open"),
            models.Index(
                fields=["dossier", "-number"], condition=Q(ended_at=None), name="intervention_open_of_dossier"
            ),
            models.Index(
                fields=["service", "status", "-number"],
                condition=Q(ended_at=None),
                name="intervention_open_of_service",
            ),
            models.Index(fields=["dossier", "opened_at"], name="intervention_of_dossier_opened"),
            models.Index(fields=["owner"], condition=Q(awaits_owner=True), name="intervention_awaiting"),
            models.Index(
                fields=["house", "awaited_since"], condition=Q(awaits_owner=True), name="intervention_awaited"
            ),
            # Without a date nothing is in them: SQLite would take one for « not ended » and read all that is open.
            models.Index(fields=["house", "ended_at"], condition=LIVE & OVER, name="intervention_to_archive"),
            models.Index(
                fields=["house", "first_answered_at", "first_answer_minutes"],
                condition=Q(first_answered_at__isnull=False),
                name="intervention_answered",
            ),
            models.Index(
                fields=["house", "ended_at", "status", "solution_minutes"], condition=OVER, name="intervention_ended"
            ),
            *(models.Index(fields=["house", key, "id"], name=f"intervention_by_{key}") for key in SORTED),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("support:request", args=[self.number])

    # What is here and who may touch it

    @property
    def state(self) -> statuses.Status:
        return statuses.STATUSES[self.status]

    @property
    def is_open(self) -> bool:
        return self.status in statuses.OPEN

    @property
    def may_be_rated(self) -> bool:
        """Closed for want of an answer, and not for long."""
        return self.status == statuses.CLOSED and self.rating_until is not None and now() < self.rating_until

    @property
    def restorable_until(self) -> datetime | None:
        """Cancelled not long ago, and not archived: its owner may put it back until then."""
        if self.status != statuses.CANCELLED or self.archived_at or self.ended_at is None:
            return None
        until: datetime = self.ended_at + RESTORABLE
        return until if now() < until else None

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        """What is this person's to do, whatever the status."""
        owns = self.owner_id is not None and self.owner_id == viewer.membership_id and viewer.can(REQUEST)
        handles = viewer.is_provider and viewer.can(HANDLE)
        reassigns = viewer.is_customer and viewer.can(REASSIGN)
        wants = viewer.is_customer and viewer.can(REQUEST) and not owns and not reassigns
        return {
            "answer": owns or handles, "note": handles, "edit": owns, "cancel": owns, "restore": owns,
            "hand_over": owns or reassigns, "want": wants,
            "take": handles, "assign": handles, "move": handles, "link": handles, "follow_up": owns,
            "propose_closure": handles, "confirm_closure": owns, "refuse_closure": owns,
        }  # fmt: skip

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        """What the state of the request allows."""
        to_confirm, mine = self.status == statuses.TO_CONFIRM, self.handler_id == viewer.membership_id
        working = self.is_open and not to_confirm
        return {
            "answer": self.is_open, "note": self.is_open, "edit": working, "cancel": working,
            "restore": self.restorable_until is not None, "hand_over": self.is_open, "want": self.is_open,
            "take": working and not mine, "assign": self.is_open, "move": self.is_open, "link": True,
            "follow_up": not self.is_open, "confirm_closure": to_confirm or self.may_be_rated,
            "refuse_closure": to_confirm, "propose_closure": self.status == statuses.IN_PROGRESS,
        }  # fmt: skip

    def edit_fields(self, viewer: Viewer) -> frozenset[str]:
        """What its record page lets this person change, whatever the status."""
        return frozenset(("subject",) if self.permits(viewer)["edit"] else ())

    # Its verbs, each one transaction: check the state, change it, write the event

    @classmethod
    def open(  # noqa: PLR0913 (what a request is made of)
        cls, contract: Contract, subject: str, text: Written | str, details: Answers, *, by: Viewer, files: Files = (),
        version: FormVersion | None = None, follows: Intervention | None = None,
    ) -> Intervention:  # fmt: skip
        """File a request under an active contract of one's own dossier. Raises Refused if it has ended.

        version: the questions that the details answer. Their files become the request's own.
        follows: one that is over, to which this one goes back.
        """
        if not contract.is_active:
            raise Refused(_("This contract is not active today."))
        if follows and not follows.abilities(by)["follow_up"]:
            raise Refused(_("This request is no longer in a state that allows it."))
        with transaction.atomic():
            dossier = contract.dossier
            thread = Thread(dossier=dossier)
            thread.save(force_insert=True)
            request = cls(
                house_id=dossier.house_id, dossier=dossier, contract=contract, thread=thread, subject=subject,
                service_id=contract.product.service_id,
                number=Sequence.following(dossier.house_id, "intervention"), details=details, owner_id=by.membership_id,
                form_version=version,
            )  # fmt: skip
            request.keep_names()
            request.save(force_insert=True)
            message = thread.say(text, by=by, files=files)
            attaching.attach(by, attaching.uuids_of(files_in(details)), request, purpose=PURPOSE)
            request.tell("opened", by=by, status=statuses.TO_HANDLE, message=message.pk)
            if follows:
                linking.join(request, follows, FOLLOWS, by=by)
        return request

    def answer(self, text: Written | str, *, by: Viewer, seen: int | None = None, files: Files = ()) -> Message:
        """Write in the conversation. A first answer of the desk takes charge of the request.

        seen: the last event that its author knew of. Raises Overtaken when others did something since.
        """
        with self.changing("answer", by):
            TRAIL.demand_nothing_new(self.pk, seen, by)
            if by.is_provider and self.status == statuses.TO_HANDLE:
                self._take(by, quiet=True)  # the answer itself is told
            message = self.thread.say(text, by=by, files=files)
            self._await(by.is_provider or self.status == statuses.TO_CONFIRM)
            self.tell("answered", by=by, message=message.pk)
        return message

    def note(self, text: Written | str, *, by: Viewer, seen: int | None = None, files: Files = ()) -> Message:
        """Write for the desk alone: it changes nothing, and no customer knows of it.

        seen: as for `answer`.
        """
        with self.changing("note", by):
            TRAIL.demand_nothing_new(self.pk, seen, by)
            message = self.thread.say(text, by=by, internal=True, files=files)
            self.tell("noted", by=by, message=message.pk)
        return message

    def take(self, *, by: Viewer) -> None:
        """The desk's member becomes the one who handles it."""
        with self.changing("take", by):
            self._take(by)

    def move(self, to: Service, reason: str, *, by: Viewer) -> None:
        """To the desk of another service, which is told. The reason is a note of the desk.

        Whoever handles it goes on only if they are of that desk too.
        """
        with self.changing("move", by):
            if to.house_id != self.house_id or not to.is_active or to.pk == self.service_id:
                raise Refused(_("The request cannot be moved to this service."))
            changes: dict[str, list[int | None]] = {"service": [self.service_id, to.pk]}
            at_desk = DeskMember.objects.visible_to(by).filter(service=to)
            if self.handler_id and not at_desk.filter(member=self.handler_id).exists():
                changes |= {"handler": [self.handler_id, None]}
                self.handler = None
            self.service, note = to, self.thread.say(reason, by=by, internal=True)
            self.tell("moved", by=by, changes=changes, note=note.pk)

    def edit(
        self, subject: str, details: Answers, *, by: Viewer, seen: int | None = None, files: Files = ()
    ) -> None:  # fmt: skip
        """seen: the last event known when the form was opened. Raises Overtaken when it was edited since.

        files: more of them; they belong to the request itself, as do those of the answers.
        """
        with self.changing("edit", by):
            TRAIL.demand_nothing_new(self.pk, seen, by, of="support.intervention.edited")
            pairs = {"subject": [self.subject, subject], "details": [self.details, details]}
            self.subject, self.details = subject, details
            changes = {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
            before, after = (set(attaching.uuids_of(files_in(answers))) for answers in pairs["details"])
            attaching.take_away(by, before - after, self)
            every = [*files, *(after - before)]
            added = [file.name for file in attaching.attach(by, every, self, purpose=PURPOSE)]
            if changes or added:
                self.tell("edited", by=by, changes=changes, **({"files": added} if added else {}))

    def change(self, field: str, value: str, *, by: Viewer) -> None:
        """One field, from the record page: only the subject is changed there."""
        if field != "subject":
            raise PermissionDenied
        self.edit(value, self.details, by=by)

    def cancel(self, reason: str, *, by: Viewer) -> None:
        from entregent.spaces.support.models.closing import Cancellation  # noqa: PLC0415 (it points back here)

        with self.changing("cancel", by):
            Cancellation(intervention=self, by_id=by.acting, reason=reason, was=self.status).save(force_insert=True)
            self.go(statuses.CANCELLED)
            self.tell("cancelled", by=by, status=statuses.CANCELLED)

    def restore(self, *, by: Viewer) -> None:
        """The owner takes the cancellation back: the request stands where it stood."""
        from entregent.spaces.support.models.closing import Cancellation  # noqa: PLC0415 (it points back here)

        with self.changing("restore", by):
            cancellation = Cancellation.objects.visible_to(by).get(intervention=self)
            self.go(cancellation.was)
            cancellation.delete()
            self.tell("restored", by=by, status=self.status, reason=cancellation.reason)

    def propose_closure(
        self, text: Written | str, *, by: Viewer, seen: int | None = None, files: Files = ()
    ) -> None:  # fmt: skip
        """First step of closing, by the desk. seen: as for `answer`."""
        from entregent.spaces.support.models.closing import Closure  # noqa: PLC0415 (it points back here)

        with self.changing("propose_closure", by):
            TRAIL.demand_nothing_new(self.pk, seen, by)
            Closure(intervention=self, by_id=by.acting).save(force_insert=True)
            said = {"message": self.thread.say(text, by=by, files=files).pk} if text or files else {}
            self.time_solution()
            self.go(statuses.TO_CONFIRM, awaits_owner=True)
            self.tell("closure_proposed", by=by, status=statuses.TO_CONFIRM, **said)

    def confirm_closure(self, evaluation: Any, *, by: Viewer) -> None:
        """Second step, by the owner: the filled questionnaire is what closes; after a lapse it is only kept.

        evaluation: an unsaved Evaluation, filled in.
        """
        with self.changing("confirm_closure", by):
            evaluation.keep(self.closure, by=by)
            if self.may_be_rated:
                self.rating_until = None
                self.tell("rated", by=by)
                evaluation.warn(self, by=by)
                return
            self.go(statuses.CLOSED)
            self.tell("closed", by=by, status=statuses.CLOSED)
            evaluation.warn(self, by=by)

    def refuse_closure(
        self, reason: Written | str, *, by: Viewer, seen: int | None = None, files: Files = ()
    ) -> None:  # fmt: skip
        """Second step, the other way: back to work, with the reason in the conversation. seen: as for `answer`."""
        from entregent.spaces.support.models.closing import Refusal  # noqa: PLC0415 (it points back here)

        with self.changing("refuse_closure", by):
            TRAIL.demand_nothing_new(self.pk, seen, by)
            message = self.thread.say(reason, by=by, files=files)
            refusal = Refusal(closure=self.closure, message=message, by_id=by.acting)
            refusal.save(force_insert=True)
            self.go(statuses.IN_PROGRESS)
            self.tell("closure_refused", by=by, status=statuses.IN_PROGRESS, message=message.pk)

    # Privates, in order of call

    def words_of_its_own(self) -> tuple[str, ...]:
        return (str(self.number),)

    @property
    def closure(self) -> Closure:
        """The latest proposal to close."""
        latest: Closure = self.closures.unscoped("of this request").latest("pk")
        return latest

    def _take(self, by: Viewer, *, quiet: bool = False) -> None:
        before, self.handler_id = self.handler_id, by.membership_id
        if self.status == statuses.TO_HANDLE:
            self.go(statuses.IN_PROGRESS)
        self.tell("taken", by=by, quiet=quiet, status=self.status, changes={"handler": [before, by.membership_id]})

    def go(self, status: str, *, awaits_owner: bool = False) -> None:
        if status not in statuses.FOLLOWS[self.status]:
            raise Refused(_("This request is no longer in a state that allows it."))
        self.status = status
        self._await(awaits_owner)
        self.ended_at = now() if status in statuses.ENDED else None

    def tell(self, verb: str, *, by: audit.Actor, **particulars: Any) -> None:
        """Its last change, which customers read, is the last one that they may know of."""
        act = acts.on_requests[verb]
        self.changed_at = self.changed_at if act.is_silent else now()
        audit.record(act.verb, self, by=by, house_id=self.house_id, dossier_id=self.dossier_id, **particulars)
