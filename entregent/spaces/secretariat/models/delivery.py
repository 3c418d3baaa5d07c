"""DeliveryRule: how and when a subscriber is told of a message. Delivery: one message, told once by one rule."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.contacts.telephones import telephone_key
from entregent.core.clock import now
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat.models.message import CallMessage
from entregent.spaces.secretariat.rights import READ, SUPERVISE, TAKE

MAIL, SMS = "mail", "sms"
CHANNELS = ((MAIL, _("e-mail")), (SMS, _("text message (SMS)")))
ALL_DAYS, WORKING_DAYS, WEEKEND = "all", "week", "weekend"
DAYS = ((ALL_DAYS, _("every day")), (WORKING_DAYS, _("from Monday to Friday")), (WEEKEND, _("Saturday and Sunday")))
WAITING, SENT, FAILED, NO_GATEWAY = "waiting", "sent", "failed", "no_gateway"
STATES = (
    (WAITING, _("being sent")), (SENT, _("sent")), (FAILED, _("failed")),
    (NO_GATEWAY, _("not sent: no SMS gateway is set up")),
)  # fmt: skip


class DeliveryRule(OfDossier):
    """One channel, one address, on some days between two hours; for all messages or for urgent ones alone."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="delivery_rules")
    channel = models.CharField(_("Channel"), max_length=4, choices=CHANNELS, default=MAIL)
    address = models.CharField(_("E-mail address or telephone number"), max_length=254)
    is_for_urgent = models.BooleanField(_("Urgent messages only"), default=False)
    days = models.CharField(_("Days"), max_length=8, choices=DAYS, default=ALL_DAYS)
    opens = models.TimeField(_("From (hour)"), null=True, blank=True)
    closes = models.TimeField(_("To (hour)"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.address

    def clean(self) -> None:
        if self.channel == MAIL:
            try:
                validate_email(self.address)
            except ValidationError as error:
                raise ValidationError({"address": error.messages}) from None
        elif not telephone_key(self.address):
            raise ValidationError({"address": _("This is no telephone number.")})
        if (self.opens is None) != (self.closes is None):
            raise ValidationError({"closes": _("Give both hours, or neither.")})

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        writes = (viewer.is_customer and viewer.can(READ)) or viewer.can(SUPERVISE)
        return {"edit": writes, "remove": writes}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return {"edit": True, "remove": True}

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        return self.permits(viewer)

    def applies(self, message: CallMessage, moment: datetime, zone: str) -> bool:
        local = moment.astimezone(ZoneInfo(zone))
        is_weekend = local.weekday() > 4
        if (self.is_for_urgent and not message.is_urgent) or self.days == (WORKING_DAYS if is_weekend else WEEKEND):
            return False
        if self.opens is None or self.closes is None:
            return True
        hour = local.time()
        if self.opens <= self.closes:
            return self.opens <= hour < self.closes
        return hour >= self.opens or hour < self.closes

    def keep(self, *, by: Viewer) -> None:
        with transaction.atomic():
            self.save()
            self._tell("kept", by)

    def remove(self, *, by: Viewer) -> None:
        with transaction.atomic():
            self._tell("removed", by)
            self.delete()

    def _tell(self, act: str, by: Viewer, **particulars: Any) -> None:
        around = {"house_id": self.dossier.house_id, "dossier_id": self.dossier_id}
        audit.record(f"secretariat.deliveryrule.{act}", self, by=by, **around, channel=self.channel, **particulars)


class Delivery(OfDossier):
    """A message on its way to one address. mail: the key of what lies in the outbox, whose state is this one's."""

    dossier_field = "message__dossier"

    message = models.ForeignKey(CallMessage, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=4, choices=CHANNELS)
    address = models.CharField(max_length=254)
    mail = models.BigIntegerField(null=True)
    state = models.CharField(max_length=12, choices=STATES, default=WAITING)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.address

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        return {"send_again": viewer.is_provider and viewer.can(TAKE)}
