"""Who may do what in this space, before it is changed on screen."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from entregent.people.rights import MANAGE_HOUSE, MANAGE_NEWS, MANAGE_PEOPLE, MANAGE_ROLES, READ_AUDIT
from entregent.people.sides import CUSTOMER, PROVIDER
from entregent.people.space import RoleKind

REQUEST: Final = "support.request"
REASSIGN: Final = "support.reassign"
HANDLE: Final = "support.handle"
MANAGE: Final = "support.manage"

RIGHTS = (
    (REQUEST, _("File intervention requests and follow one’s own")),
    (REASSIGN, _("Hand over any request of the establishment")),
    (HANDLE, _("Handle requests: take charge, answer, propose to close")),
    (MANAGE, _("Manage establishments, contracts, products and services")),
)

SIDE_OF = {REQUEST: CUSTOMER, REASSIGN: CUSTOMER, HANDLE: PROVIDER, MANAGE: PROVIDER}
ROLES = (
    RoleKind("agent", "Agent d’établissement", CUSTOMER, (REQUEST,)),
    RoleKind("administrator", "Administrateur d’établissement", CUSTOMER, (REQUEST, REASSIGN, MANAGE_PEOPLE)),
    RoleKind("referent", "Référent technique", CUSTOMER, (REQUEST,)),
    RoleKind("handler", "Technicien support", PROVIDER, (HANDLE,)),
    RoleKind(
        "manager", "Responsable support", PROVIDER,
        (HANDLE, MANAGE, MANAGE_PEOPLE, MANAGE_HOUSE, MANAGE_ROLES, MANAGE_NEWS, READ_AUDIT),
    ),
)  # fmt: skip
