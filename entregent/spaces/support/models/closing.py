from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entregent.core.clock import now
from entregent.dossiers.sight import OfDossier
from entregent.people.errors import Refused
from entregent.people.models import Membership
from entregent.people.viewer import Viewer
from entregent.questions.models import FormVersion
from entregent.questions.question import FIELD, LEVEL, MARK
from entregent.questions.stored_answers import AnswerInWords, Answers, answers_in_words, raw
from entregent.spaces.support import statuses
from entregent.spaces.support.models.intervention import Intervention
from entregent.spaces.support.questionnaire import SCORE
from entregent.spaces.support.rights import REQUEST
from entregent.threads.models import Message

LOW = 6  # marks up to this one are told to the managers
DISSATISFIED = 1
CORRECTABLE = timedelta(hours=24)
MARK_NAME = f"{FIELD}{SCORE}"


class Closure(OfDossier):
    """The desk says that it is done; the owner confirms with an evaluation, or refuses."""

    dossier_field = "intervention__dossier"
    house_field = "intervention__house"

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="closures")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.intervention_id}"


class Evaluation(OfDossier):
    """The closing questionnaire, filled in: that is the act that closes.

    Its answers keep their words; marks and levels stand besides as rows that can be counted.
    """

    dossier_field = "closure__intervention__dossier"
    house_field = "closure__intervention__house"

    closure = models.OneToOneField(Closure, models.CASCADE, related_name="evaluation")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+", db_index=False)
    score = models.PositiveSmallIntegerField()
    answers = models.JSONField(default=list)
    warned_at = models.DateTimeField(null=True)  # when the managers were told of somebody dissatisfied, once

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(score__lte=10), name="score_up_to_ten")]

    def __str__(self) -> str:
        return f"{self.score}/10"

    @classmethod
    def filled(cls, version: FormVersion, answers: Answers) -> Self:
        """Not saved yet. answers: to this version, checked."""
        evaluation = cls(version=version)
        evaluation._take(answers)
        return evaluation

    @property
    def is_low(self) -> bool:
        return self.score <= LOW or DISSATISFIED in (rating.level for rating in self.ratings_given(LEVEL))

    def lines(self) -> list[AnswerInWords]:
        """Each answer but the mark itself, in words."""
        return answers_in_words(self.version, [one for one in self.answers if one["key"] != MARK_NAME])

    @property
    def comment(self) -> str:
        """What its author added in their own words."""
        return "\n".join(line.value for line in self.lines() if line.is_long)

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        permitted, fitting = self.permits(viewer), self.fitting(viewer)
        return {act: permitted[act] and fitting[act] for act in permitted}

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        return {"correct": self.by_id == viewer.membership_id and viewer.can(REQUEST)}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return {"correct": now() < self.correctable_until}

    @property
    def correctable_until(self) -> datetime:
        return self.at + CORRECTABLE

    def keep(self, closure: Closure, *, by: Viewer) -> None:
        """With the act that closes."""
        self.closure, self.by_id = closure, by.acting
        self.save(force_insert=True)
        self._count()

    def correct(self, answers: Answers, *, by: Viewer) -> None:
        """Its author thinks otherwise, within a day. Raises Refused when it is too late."""
        with transaction.atomic():
            locked = Evaluation.objects.visible_to(by).select_for_update(of=("self",))
            self.refresh_from_db(from_queryset=locked)
            if not self.abilities(by)["correct"]:
                raise Refused(_("An evaluation can be corrected for 24 hours."))
            before = self.answers
            self._take(answers)
            self.save(update_fields=["score", "answers"])
            self.ratings.visible_to(by).delete()
            self._count()
            if before != answers:
                request = self.closure.intervention
                request.tell("evaluation_corrected", by=by, changes={"evaluation": [before, answers]})
                request.save(update_fields=["changed_at"])
                self.warn(request, by=by)

    def warn(self, request: Intervention, *, by: Viewer) -> None:
        """A low mark, or somebody dissatisfied of anything: the managers are told, once for one evaluation."""
        if self.is_low and self.warned_at is None:
            self.warned_at = now()
            self.save(update_fields=["warned_at"])
            request.tell("dissatisfied", by=by)

    def ratings_given(self, *kinds: str) -> list[Rating]:
        """Marks and levels among the answers, not saved."""
        asked = {question.name: question for question in self.version.asked if question.kind in kinds}
        given = ((asked[one["key"]], one) for one in self.answers if one["key"] in asked)
        return [Rating(evaluation=self, key=one.key, level=int(raw(answer))) for one, answer in given]

    def _take(self, answers: Answers) -> None:
        self.answers = answers
        mark = next(one for one in answers if one["key"] == MARK_NAME)
        self.score = int(raw(mark))

    def _count(self) -> None:
        Rating.objects.bulk_create(self.ratings_given(LEVEL, MARK))


class Rating(OfDossier):
    """A mark or a level of an evaluation, under the key of its question: what statistics count, across versions."""

    dossier_field = "evaluation__closure__intervention__dossier"
    house_field = "evaluation__closure__intervention__house"

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="ratings")
    key = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()  # of a level: 3 very satisfied, 2 satisfied, 1 dissatisfied

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "key"], name="rating_once")]
        indexes = [models.Index(fields=["key", "level"], name="rating_by_key")]

    def __str__(self) -> str:
        return f"{self.key}: {self.level}"


class Refusal(OfDossier):
    """The owner says that it is not done, and why."""

    dossier_field = "closure__intervention__dossier"
    house_field = "closure__intervention__house"

    closure = models.OneToOneField(Closure, models.CASCADE, related_name="refusal")
    message = models.ForeignKey(Message, models.PROTECT, related_name="+")  # the reason, in the conversation
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.closure_id}"


class Lapse(OfDossier):
    """The owner gave no answer in the time that the house allows: closed without an evaluation."""

    dossier_field = "closure__intervention__dossier"
    house_field = "closure__intervention__house"

    closure = models.OneToOneField(Closure, models.CASCADE, related_name="lapse")
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.closure_id}"


class Cancellation(OfDossier):
    """The owner no longer asks."""

    dossier_field = "intervention__dossier"
    house_field = "intervention__house"

    intervention = models.OneToOneField(Intervention, models.CASCADE, related_name="cancellation")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    reason = models.CharField(_("Reason"), max_length=500, blank=True)
    was = models.CharField(max_length=12, choices=statuses.CHOICES, default=statuses.TO_HANDLE)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.intervention_id}"
