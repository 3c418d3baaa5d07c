from __future__ import annotations

from abc import abstractmethod
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.audit.search import history_of
from entregent.core.clock import now
from entregent.people.errors import Refused
from entregent.people.models import Membership
from entregent.people.viewer import Viewer
from entregent.records.verbs import Acted
from entregent.spaces.support.rights import REQUEST

RECORD = "support.intervention"
ASKING_AGAIN = timedelta(days=1)  # before somebody may ask once more for the same request


class Owned(Acted):
    """Whose request it is: handed over, wanted by a colleague, or without an owner."""

    house_id: Any
    dossier: Any
    owner: Any
    owner_id: Any
    ownerless_since: Any

    class Meta:
        abstract = True

    @abstractmethod
    def tell(self, verb: str, *, by: audit.Actor, **particulars: Any) -> None:
        """Write the event."""

    def hand_over(self, to: Membership, *, by: Viewer) -> None:
        """Name another owner, among the open members of the same establishment who may file requests."""
        with self.changing("hand_over", by):
            self.give(to, by=by)

    def want(self, *, by: Viewer) -> None:
        """A colleague asks the administrators of the establishment for it. Raises Refused for who asked today."""
        with self.changing("want", by):
            asked = history_of(RECORD, self.pk).filter(verb=f"{RECORD}.wanted")
            if asked.filter(actor_membership_id=by.acting, at__gt=now() - ASKING_AGAIN).exists():
                raise Refused(_("You have asked for this request already: the administrators were told."))
            self.tell("wanted", by=by)

    def give(self, to: Membership, *, by: audit.Actor) -> None:
        """The same, for whoever holds the row, asked the ability and saves."""
        fits = to.house_id == self.house_id and to.party_id == self.dossier.party_id and not to.is_blocked
        if not fits or REQUEST not in to.rights or to.pk == self.owner_id:
            raise Refused(_("This person cannot become the owner of the request."))
        before, self.owner, self.ownerless_since = self.owner_id, to, None
        self.tell("handed_over", by=by, changes={"owner": [before, to.pk]})

    def orphan(self, *, by: audit.Actor) -> None:
        """Its owner has left: it waits for another one. Asks nobody: the caller holds the row."""
        with transaction.atomic(), self.saved():
            before, self.owner, self.ownerless_since = self.owner_id, None, now()
            self.tell("orphaned", by=by, changes={"owner": [before, None]})
