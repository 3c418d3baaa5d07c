"""Instruction: what a subscriber asks of the operators, by date and hour; and who has read it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.models import Membership
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat.rights import READ, SUPERVISE, TAKE


class Instruction(OfDossier):
    """« Consigne »: of all that hold at a moment, the most narrow in time stands first."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="instructions")
    call_kind = models.CharField(
        _("Kind of call"), max_length=60, blank=True,
        help_text=_("For instance: new patient, emergency. Empty: all calls."),
    )  # fmt: skip
    text = models.TextField(_("Instruction"), max_length=4000)
    first = models.DateField(_("From"), null=True, blank=True)
    last = models.DateField(_("To (included)"), null=True, blank=True)
    opens = models.TimeField(_("From (hour)"), null=True, blank=True)
    closes = models.TimeField(_("To (hour)"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.text[:60]

    def clean(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise ValidationError({"last": _("The last day comes before the first.")})
        if (self.opens is None) != (self.closes is None):
            raise ValidationError({"closes": _("Give both hours, or neither.")})

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        own = viewer.is_customer and viewer.can(READ)
        writes = own or viewer.can(SUPERVISE)
        return {"edit": writes, "remove": writes, "read": viewer.is_provider and viewer.can(TAKE)}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return dict.fromkeys(("edit", "remove", "read"), True)

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        return self.permits(viewer)

    def holds_at(self, moment: datetime, zone: str) -> bool:
        local = moment.astimezone(ZoneInfo(zone))
        if not (self.first or local.date()) <= local.date() <= (self.last or local.date()):
            return False
        if self.opens is None or self.closes is None:
            return True
        hour = local.time()
        if self.opens <= self.closes:
            return self.opens <= hour < self.closes
        return hour >= self.opens or hour < self.closes  # over midnight

    @property
    def narrowness(self) -> tuple[int, int]:
        """Higher for what holds at fewer moments: hours before dates, fewer days before more."""
        days = (
            (self.last - self.first).days + 1 if self.first and self.last else 100_000 - bool(self.first or self.last)
        )
        return (int(self.opens is not None), -days)

    def keep(self, *, by: Viewer) -> None:
        """Written or changed: it is new again to every operator."""
        verb = "changed" if self.pk else "written"
        with transaction.atomic():
            self.version += verb == "changed"
            self.changed_at = now()
            self.save()
            self._tell(verb, by)

    def remove(self, *, by: Viewer) -> None:
        with transaction.atomic():
            self._tell("removed", by)
            self.delete()

    def mark_read(self, *, by: Viewer) -> None:
        """« Lu » by an operator, in this version."""
        with transaction.atomic():
            rows = InstructionReading.objects.visible_to(by)
            rows.update_or_create(
                instruction=self, member_id=by.acting, defaults={"version": self.version, "at": now()}
            )
            self._tell("read", by)

    def _tell(self, act: str, by: Viewer, **particulars: Any) -> None:
        around = {"house_id": self.dossier.house_id, "dossier_id": self.dossier_id}
        audit.record(f"secretariat.instruction.{act}", self, by=by, **around, version=self.version, **particulars)


class InstructionReading(OfDossier):
    """An operator has read an instruction as it stood in a version."""

    dossier_field = "instruction__dossier"

    instruction = models.ForeignKey(Instruction, models.CASCADE, related_name="readings")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instruction", "member"], name="instruction_read_once")]

    def __str__(self) -> str:
        return f"{self.instruction_id} {self.member_id}"
