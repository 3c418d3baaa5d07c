from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from entregent.core.scoping import GuardedQuerySet
from entregent.core.searching import Folded
from entregent.people.models import House, Party
from entregent.people.sight import OfHouse, Unread
from entregent.people.viewer import Viewer


class ClientGroup(OfHouse):
    """Clients to whom the firm publishes together: restaurants, farms, those of one office."""

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    name = models.CharField(_("Name"), max_length=120)
    name_key = Folded("name", max_length=240)

    class Meta:
        ordering = ["name_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["house", "name"], name="client_group_once")]

    def __str__(self) -> str:
        return self.name


class Grouping(Unread):
    """One client of a group: read through `groupings_met` by the firm, and by the audience of what is published."""

    group = models.ForeignKey(ClientGroup, models.CASCADE, related_name="groupings")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "party"], name="grouped_once")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.party_id}"


def groupings_met(viewer: Viewer) -> GuardedQuerySet[Grouping]:
    """Those of the clients whom this person of the firm sees."""
    rows = Grouping.objects.unscoped("which of the clients that somebody sees are in a group")
    return rows.filter(party__in=Party.objects.visible_to(viewer).values("pk"))
