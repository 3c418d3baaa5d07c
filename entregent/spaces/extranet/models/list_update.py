from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.errors import Refused
from entregent.people.guard import demand
from entregent.people.models import House, Membership
from entregent.people.sides import ADVISER
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.models.member import Member
from entregent.spaces.extranet.rights import HANDLE, SUPERVISE

ADDED, REMOVED = "added", "removed"
KINDS = [(ADDED, _("New client")), (REMOVED, _("Departure"))]
WAITS, PROCESSED, DECLINED = "waits", "processed", "declined"
STATES = [(WAITS, _("Being processed")), (PROCESSED, _("Processed")), (DECLINED, _("Declined"))]


class ListUpdate(OfDossier):
    """A line of the baskets « Nouveaux clients » and « Départs clients »: the cabinet's own until it is sent.

    dossier: the cabinet's about itself. number: of the sending, the same for all that was sent together.
    """

    house_field = "house"
    holder, released_field = ADVISER, "sent_at"

    house = models.ForeignKey(House, models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=KINDS)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Client")
    )
    name = models.CharField(_("Name"), max_length=120)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    professions = models.CharField(_("Profession"), max_length=300, blank=True)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    on = models.DateField(_("As of"))
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    number = models.PositiveIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=STATES, default=WAITS)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(state=WAITS, member__isnull=False), name="one_departure_waits"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        staff = viewer.is_provider and viewer.can(HANDLE)
        return {"take_out": viewer.side == ADVISER and viewer.can(SUPERVISE), "process": staff, "decline": staff}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        sent = self.sent_at is not None
        waits = sent and self.state == WAITS
        return {"take_out": not sent, "process": waits, "decline": waits}

    def put_in(self, *, by: Viewer) -> None:
        """Into its basket. Raises Refused for a client whose departure waits already."""
        with transaction.atomic():
            held = ListUpdate.objects.visible_to(by).filter(member=self.member_id, state=WAITS)
            if self.member_id and held.exists():
                raise Refused(_("The departure of this client waits already."))
            self.author_id, self.house_id = by.acting, by.house_id or 0
            self.save(force_insert=True)
            self.tell("put_in", by=by)

    def take_out(self, *, by: Viewer) -> None:
        with transaction.atomic():
            demand(self, "take_out", by)
            self.tell("taken_out", by=by)
            self.delete()

    def decide(self, state: str, *, by: Viewer) -> None:
        """state: PROCESSED or DECLINED, by the body's people once they have done what it asks."""
        with transaction.atomic():
            rows = ListUpdate.objects.visible_to(by).select_for_update(of=("self",))
            self.refresh_from_db(fields=["state"], from_queryset=rows)
            demand(self, "process" if state == PROCESSED else "decline", by)
            self.state, self.decided_at = state, now()
            self.save(update_fields=["state", "decided_at"])
            self.tell(state, by=by)

    def tell(self, act: str, *, by: audit.Actor, **more: Any) -> None:
        around = {"house_id": self.house_id, "dossier_id": self.dossier_id}
        audit.record(f"extranet.listupdate.{act}", self, by=by, **around, **more)


def send_updates(dossier: Dossier, *, by: Viewer) -> int:
    """« Envoyer les mises à jour »: all that is in the baskets, under one number, which it gives.

    Raises Refused for empty baskets: of two clicks the second finds nothing.
    """
    with transaction.atomic():
        # Numbers follow one another in a house: its row is held, so that nobody takes the same.
        list(House.objects.visible_to(by).select_for_update(no_key=True, of=("self",)).filter(pk=by.house_id))
        rows = ListUpdate.objects.visible_to(by).filter(dossier=dossier, sent_at=None)
        waiting = list(rows.select_for_update(of=("self",)))
        if not waiting:
            raise Refused(_("Both baskets are empty."))
        every = ListUpdate.objects.unscoped("the next number of a sending, whoever sends").filter(
            house=dossier.house_id
        )
        number = (every.aggregate(last=Max("number"))["last"] or 0) + 1
        rows.update(number=number, sent_at=now())
        waiting[0].tell("sent", by=by, number=number, lines=len(waiting))
    return number
