"""What an administrator did to somebody's account: their bell tells it, beside the mail that nobody chooses away."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from entregent import audit
from entregent.notify import families
from entregent.notify.bell import ring
from entregent.notify.families import Family, Shown
from entregent.people.models import Membership
from entregent.people.viewer import Viewer

KIND = "people-account"  # of no choice: see kinds.py


class FactorReset(Family):
    prefix = "people.factor.reset"

    def headline(self, verb: str, count: int) -> str:
        return _("second step reset by an administrator")

    def rows(self, viewer: Viewer) -> QuerySet[Membership]:
        """One's own membership, and nobody else's."""
        return Membership.objects.visible_to(viewer).filter(pk=viewer.membership_id or 0)

    def seen(self, viewer: Viewer, ids: Collection[str]) -> set[str]:
        return {str(viewer.membership_id)}.intersection(ids)

    def shown(self, viewer: Viewer, ids: Collection[str]) -> dict[str, Shown]:
        own = str(viewer.membership_id)
        return {own: Shown(_("Security of my account"), reverse("security"))} if own in ids else {}


def notify_reset(event: Any, record: Any) -> None:
    """The membership that was reset: nobody resets their own, so whoever is told is somebody else."""
    ring({record: None}, event, KIND)


def listen_for_resets() -> None:
    families.register_family(FactorReset())
    audit.subscribe(FactorReset.prefix, notify_reset)
