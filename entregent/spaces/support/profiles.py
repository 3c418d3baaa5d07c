"""« Qui peut faire quoi » in this space, computed from the rules that the pages themselves obey."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from entregent.people import matrix
from entregent.people.matrix import Answer, Line, Matrix
from entregent.people.models import Role
from entregent.people.rights import HOUSE_RIGHTS, PEOPLE_RIGHTS
from entregent.people.sides import CUSTOMER
from entregent.people.viewer import Viewer
from entregent.spaces.support.models import Intervention
from entregent.spaces.support.rights import HANDLE, REASSIGN, RIGHTS

SPACE = "support"
ACTS = {
    "answer": _("Answer a request"),
    "edit": _("Change a request"),
    "cancel": _("Cancel a request"),
    "restore": _("Put a cancelled request back"),
    "hand_over": _("Hand a request over"),
    "want": _("Ask to be handed a request"),
    "confirm_closure": _("Close with the questionnaire"),
    "refuse_closure": _("Refuse a closure"),
    "take": _("Take charge of a request"),
    "assign": _("Assign a request to a colleague"),
    "note": _("Leave an internal note"),
    "propose_closure": _("Propose to close a request"),
    "follow_up": _("File what follows a request that is over"),
    "move": _("Move a request to another service"),
    "link": _("Link requests of one customer"),
}
SEATED = _("Of the files assigned to them")
TOLD_BY_ACTS = (REASSIGN, HANDLE)


def who_may_do_what(viewer: Viewer) -> Matrix:
    """Customers read about their own profiles; the desk, about everyone's."""
    rows = Role.objects.visible_to(viewer).filter(house=viewer.house_id, space=SPACE, retirement=None)
    roles = list(rows.filter(side=CUSTOMER) if viewer.is_customer else rows)
    return matrix.matrix(roles, lines(roles))


def lines(roles: list[Role]) -> Iterator[Line]:
    yield Line(_("Read the requests"), [Answer(matrix.ALL if role.oversees else SEATED, may=True) for role in roles])
    yield from matrix.of_rights(roles, (right for right in RIGHTS if right[0] not in TOLD_BY_ACTS))
    own, other = (Intervention(owner_id=key) for key in (matrix.SOMEBODY, matrix.SOMEBODY_ELSE))
    yield from matrix.of_acts(roles, ACTS, own, other)
    yield from matrix.of_rights(roles, (*PEOPLE_RIGHTS, *HOUSE_RIGHTS))
