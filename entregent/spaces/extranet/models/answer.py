from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.guard import demand
from entregent.people.models import Membership
from entregent.people.sides import ADVISER
from entregent.people.viewer import Viewer
from entregent.questions.models import FormVersion
from entregent.questions.stored_answers import Answers
from entregent.spaces.extranet.models.cabinet import Cabinet
from entregent.spaces.extranet.models.letter import Letter
from entregent.spaces.extranet.rights import SUPERVISE

ACCEPTED, REJECTED = "accepted", "rejected"


class Answer(OfDossier):
    """What somebody of the cabinet answers to a letter: an unchanging snapshot, its own until accepted."""

    holder, released_field = ADVISER, "released_at"

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="replies")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    answers = models.JSONField(default=list)
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    decision = models.CharField(max_length=8, blank=True)
    decider = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("Reason"), max_length=500, blank=True)
    released_at = models.DateTimeField(null=True)  # when the body got it

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["letter"], condition=Q(decision=""), name="one_answer_waits"),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(decision=ACCEPTED), name="released_once_accepted"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.letter)

    def get_absolute_url(self) -> str:
        return self.letter.get_absolute_url()

    @classmethod
    def submit(cls, letter: Letter, answers: Answers, *, by: Viewer) -> Answer:
        """Supervision is asked now: on, the answer of a collaborator waits for the supervisor; off, the body has it.

        Raises Refused for a letter that is answered, or whose answer waits already.
        """
        with transaction.atomic():
            Letter.objects.visible_to(by).select_for_update(of=("self",)).get(pk=letter.pk)
            demand(letter, "answer", by)
            cabinet = Cabinet.objects.visible_to(by).get(party=by.party_id)
            made = cls(
                letter=letter, dossier_id=letter.dossier_id, version=letter.version, answers=answers,
                author_id=by.acting,
            )  # fmt: skip
            made.save(force_insert=True)
            if cabinet.supervises and not by.can(SUPERVISE):
                made.tell("submitted", by=by)
            else:
                made._release(by)
        return made

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        return {"decide": viewer.side == ADVISER and viewer.can(SUPERVISE)}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return {"decide": not self.decision}

    def too_late_words(self) -> str:
        return str(_("This answer has been decided on already."))

    def accept(self, *, by: Viewer) -> None:
        """The body gets it."""
        with transaction.atomic():
            self._hold(by)
            self._release(by)
            self.tell("accepted", by=by)

    def reject(self, reason: str, *, by: Viewer) -> None:
        """It goes back to its author, with the reason; the letter may be answered again."""
        with transaction.atomic():
            self._hold(by)
            self.decision, self.reason, self.decider_id, self.decided_at = REJECTED, reason, by.acting, now()
            self.save(update_fields=["decision", "reason", "decider", "decided_at"])
            self.tell("rejected", by=by)

    def _hold(self, by: Viewer) -> None:
        rows = Answer.objects.visible_to(by).select_for_update(of=("self",))
        self.refresh_from_db(fields=["decision"], from_queryset=rows)
        demand(self, "decide", by)

    def _release(self, by: Viewer) -> None:
        self.decision, self.decider_id, self.decided_at, self.released_at = ACCEPTED, by.acting, now(), now()
        self.save(update_fields=["decision", "decider", "decided_at", "released_at"])
        self.letter.close_answered()
        self.letter.tell("answered", by=by)

    def tell(self, act: str, *, by: audit.Actor, **more: Any) -> None:
        around = {"house_id": self.letter.house_id, "dossier_id": self.dossier_id}
        audit.record(f"extranet.answer.{act}", self, by=by, **around, **more)
