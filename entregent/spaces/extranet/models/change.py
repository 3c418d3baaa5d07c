from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.errors import Refused
from entregent.people.guard import demand
from entregent.people.models import Membership, Party
from entregent.people.sides import ADVISER
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.rights import ANSWER, HANDLE

PENDING, ACCEPTED, REFUSED, WITHDRAWN = "pending", "accepted", "refused", "withdrawn"
FIELDS = ("siret", "address", "postal_code", "city", "email", "phone", "fax")
STATES = [
    (PENDING, _("Being processed")), (ACCEPTED, _("Accepted")), (REFUSED, _("Refused")), (WITHDRAWN, _("Withdrawn")),
]  # fmt: skip


class ChangeRequest(OfDossier):
    """« Demande de modification »: one field of a cabinet or of a member, until the body has decided on it."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="change_requests")
    field = models.CharField(max_length=20, choices=[(name, name) for name in FIELDS])
    old = models.CharField(_("Before"), max_length=200, blank=True)
    new = models.CharField(_("After"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=PENDING)
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    decider = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("Reason"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "field"], condition=Q(state=PENDING), name="one_change_waits")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.new}"

    @property
    def label(self) -> str:
        return str(Party._meta.get_field(self.field).verbose_name)  # type: ignore[union-attr]

    @property
    def current(self) -> str:
        return str(getattr(self.dossier.party, self.field))

    @classmethod
    def ask(cls, dossier: Dossier, field: str, value: str, *, by: Viewer) -> ChangeRequest:
        """Raises Refused while another change of the same field is being processed."""
        with transaction.atomic():
            if cls.objects.visible_to(by).filter(dossier=dossier, field=field, state=PENDING).exists():
                raise Refused(_("A change of this field is being processed: withdraw it first."))
            old = str(getattr(dossier.party, field))
            made = cls(dossier=dossier, field=field, old=old, new=value, author_id=by.acting)
            made.save(force_insert=True)
            made.tell("asked", by=by)
        return made

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        return {
            "decide": viewer.is_provider and viewer.can(HANDLE),
            "withdraw": viewer.side == ADVISER and viewer.can(ANSWER),
        }

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return dict.fromkeys(("decide", "withdraw"), self.state == PENDING)

    def accept(self, *, by: Viewer) -> None:
        """The value stands from now on. Raises Refused when what it was to replace has moved meanwhile."""
        with transaction.atomic():
            self._hold("decide", by)
            party = Party.objects.visible_to(by).select_for_update(of=("self",)).get(pk=self.dossier.party_id)
            if str(getattr(party, self.field)) != self.old:
                raise Refused(_("This field has changed since the request: compare, then refuse it with a reason."))
            setattr(party, self.field, self.new)
            party.save(update_fields=[self.field])
            around = {"house_id": party.house_id, "changes": {self.field: [self.old, self.new]}}
            audit.record("people.party.changed", party, by=by, **around)
            self._end(ACCEPTED, "", by)

    def refuse(self, reason: str, *, by: Viewer) -> None:
        with transaction.atomic():
            self._hold("decide", by)
            self._end(REFUSED, reason, by)

    def withdraw(self, *, by: Viewer) -> None:
        with transaction.atomic():
            self._hold("withdraw", by)
            self._end(WITHDRAWN, "", by)

    def _hold(self, ability: str, by: Viewer) -> None:
        rows = ChangeRequest.objects.visible_to(by).select_for_update(of=("self",))
        self.refresh_from_db(fields=["state"], from_queryset=rows)
        demand(self, ability, by)

    def _end(self, state: str, reason: str, by: Viewer) -> None:
        self.state, self.reason, self.decider_id, self.decided_at = state, reason, by.acting, now()
        self.save(update_fields=["state", "reason", "decider", "decided_at"])
        self.tell(state, by=by)

    def tell(self, act: str, *, by: audit.Actor, **more: Any) -> None:
        around = {"house_id": self.dossier.house_id, "dossier_id": self.dossier_id}
        audit.record(f"extranet.changerequest.{act}", self, by=by, **around, field=self.field, **more)
