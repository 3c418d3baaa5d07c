from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entregent.core.clock import now
from entregent.dossiers.sight import OfDossier
from entregent.people.models import Membership
from entregent.spaces.support.models.intervention import Intervention
from entregent.threads.models import Message

VERY_SATISFIED, SATISFIED, DISSATISFIED = 3, 2, 1
LEVELS = [(VERY_SATISFIED, _("Very satisfied")), (SATISFIED, _("Satisfied")), (DISSATISFIED, _("Dissatisfied"))]


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
    """The closing questionnaire: filling it in is the act that closes."""

    dossier_field = "closure__intervention__dossier"
    house_field = "closure__intervention__house"

    closure = models.OneToOneField(Closure, models.CASCADE, related_name="evaluation")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    score = models.PositiveSmallIntegerField(
        _("What satisfaction mark, between 0 and 10, would you give to the handling of your request?"),
        choices=[(mark, str(mark)) for mark in range(11)],
    )
    delay = models.PositiveSmallIntegerField(_("Time to handle"), choices=LEVELS)
    follow_up = models.PositiveSmallIntegerField(_("Follow-up"), choices=LEVELS)
    solution = models.PositiveSmallIntegerField(_("Solution given"), choices=LEVELS)
    regulatory = models.PositiveSmallIntegerField(_("Regulatory level"), choices=LEVELS)
    technical = models.PositiveSmallIntegerField(_("Technical level"), choices=LEVELS)
    human = models.PositiveSmallIntegerField(_("Human level"), choices=LEVELS)
    comment = models.TextField(_("Comment"), blank=True, max_length=4000)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(score__lte=10), name="score_up_to_ten")]

    CRITERIA = ("delay", "follow_up", "solution", "regulatory", "technical", "human")

    def __str__(self) -> str:
        return f"{self.score}/10"

    def lines(self) -> list[dict[str, object]]:
        """Each criterion with the level chosen, in words."""
        words = dict(LEVELS)
        return [
            {"label": self._meta.get_field(name).verbose_name, "value": words[getattr(self, name)]}  # type: ignore[union-attr]
            for name in self.CRITERIA
        ]


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
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.intervention_id}"
