from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.people.errors import Refused
from entregent.people.models import Membership
from entregent.people.viewer import Viewer
from entregent.records.verbs import Acted
from entregent.spaces.support.rights import HANDLE


class Handled(Acted):
    """Who of the desk has the request: somebody, or the queue of its service."""

    house_id: Any
    handler: Any
    handler_id: Any

    class Meta:
        abstract = True

    @abstractmethod
    def tell(self, verb: str, *, by: audit.Actor, **particulars: Any) -> None:
        """Write the event."""

    def assign(self, to: Membership | None, *, by: Viewer) -> None:
        """Name whoever of the desk is to handle it, or nobody; its status stays."""
        with self.changing("assign", by):
            self.entrust(to, by=by)

    def entrust(self, to: Membership | None, *, by: audit.Actor) -> None:
        """The same, for whoever holds the row, asked the ability and saves."""
        fits = to is None or (to.house_id == self.house_id and to.party_id is None and not to.is_blocked)
        if not fits or (to and HANDLE not in to.rights) or (to.pk if to else None) == self.handler_id:
            raise Refused(_("The request cannot be assigned to this person."))
        before, self.handler = self.handler_id, to
        self.tell("assigned", by=by, changes={"handler": [before, self.handler_id]})

    def hand_back(self, *, by: audit.Actor) -> None:
        """Its handler has left: it is in the queue of its service again, and the desk is told."""
        before, self.handler = self.handler_id, None
        self.tell("returned", by=by, changes={"handler": [before, None]})
