"""Who may do what in this space, before it is changed on screen."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from entregent.people.rights import MANAGE_HOUSE, MANAGE_NEWS, MANAGE_PEOPLE, MANAGE_ROLES, READ_AUDIT
from entregent.people.sides import CUSTOMER, PROVIDER
from entregent.people.space import RoleKind

DEPOSIT: Final = "depot.deposit"
HANDLE: Final = "depot.handle"
PUBLISH: Final = "depot.publish"
MANAGE: Final = "depot.manage"

RIGHTS = (
    (DEPOSIT, _("Transfer documents and follow them")),
    (HANDLE, _("Take charge of the documents of clients, file them, refuse them")),
    (PUBLISH, _("Publish documents for clients")),
    (MANAGE, _("Manage clients, who handles what, destinations and categories")),
)

SIDE_OF = {DEPOSIT: CUSTOMER, HANDLE: PROVIDER, PUBLISH: PROVIDER, MANAGE: PROVIDER}
ROLES = (
    RoleKind("client", "Client", CUSTOMER, (DEPOSIT,)),
    RoleKind("accountant", "Comptable", PROVIDER, (HANDLE, PUBLISH), oversees=False),
    RoleKind("adviser", "Conseiller", PROVIDER, (HANDLE, PUBLISH), oversees=False),
    RoleKind(
        "partner", "Responsable du cabinet", PROVIDER,
        (HANDLE, PUBLISH, MANAGE, MANAGE_PEOPLE, MANAGE_HOUSE, MANAGE_ROLES, MANAGE_NEWS, READ_AUDIT),
    ),
)  # fmt: skip
